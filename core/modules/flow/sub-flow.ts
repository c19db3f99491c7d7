import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { FlowDescription, SettingsFacts } from '../../module/kind-registry.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { FlowSource } from '../../module/run-scope.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolProvider } from '../../module/tool-handle.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { approvalField, concurrencyField, rulesOf, toolRuleSettings } from '../tool/tool-rules.ts';
import { describeFlowTool, type FlowTool } from './flow-tool.ts';

const settings = baseSettings.extend({
  /** Relative to the file of the flow that this node is in. */
  file: z.string().default(''),
  /** The flow itself, where it is kept in the node; null when it is in a file. */
  flow: z.record(z.string(), z.json()).nullable().default(null),
  /** Values for inputs without a wire, by the id or title of the flow's input. */
  parameters: z.record(z.string(), z.json()).default({}),
  asTool: z.boolean().default(false),
  /** '' takes the flow's own name. */
  toolName: z.string().default(''),
  /** '' takes the flow's own description. */
  toolDescription: z.string().default(''),
  ...toolRuleSettings,
});
type SubFlowSettings = z.output<typeof settings>;

const noPorts: NodePorts = { inputs: [], outputs: [] };

/** Runs another flow as one node. */
export class SubFlowModule extends ModuleBase<SubFlowSettings> implements ToolProvider {
  static override readonly kind = 'sub-flow';
  static override readonly title = 'Sub-flow';
  static override readonly description =
    'Runs another flow as one node; its inputs and outputs are the node’s ports.';
  static override readonly icon = 'workflow';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'file',
      type: 'text',
      label: 'Flow file',
      placeholder: 'summarise.flow.json',
      help: 'The path of a flow file, from the folder of this flow.',
    },
    {
      key: 'parameters',
      type: 'json',
      label: 'Parameters',
      help: 'Values for inputs without a wire, by their titles, such as {"Language": "French"}.',
    },
    {
      key: 'asTool',
      type: 'switch',
      label: 'Offer as a tool',
      help: 'Instead of running in the flow, it is called by an agent, which gives it its inputs.',
    },
    {
      key: 'toolName',
      type: 'text',
      label: 'Name as a tool',
      group: 'advanced',
      help: 'What an agent calls it by; the flow’s own name if empty.',
    },
    {
      key: 'toolDescription',
      type: 'multiline',
      label: 'Description as a tool',
      rows: 2,
      group: 'advanced',
      help: 'What an agent is told of it; the flow’s own description if empty.',
    },
    { ...approvalField, group: 'advanced' },
    concurrencyField,
    {
      key: 'flow',
      type: 'json',
      label: 'Flow in the node',
      group: 'advanced',
      help: 'The flow itself, where it has no file of its own.',
    },
  ] as const;
  static override readonly ports = noPorts;

  #tool: FlowTool | undefined;

  static portsFor(own: SubFlowSettings, facts: SettingsFacts): NodePorts {
    if (own.asTool) return { inputs: [], outputs: [{ id: 'tool', label: 'Tool', type: 'tool' }] };
    const ports = describe(own, facts)?.ports ?? noPorts;
    const isGiven = ({ id, label }: { readonly id: string; readonly label: string }): boolean =>
      Object.hasOwn(own.parameters, id) || Object.hasOwn(own.parameters, label);
    return {
      inputs: ports.inputs.map((port) => (isGiven(port) ? { ...port, required: false } : port)),
      outputs: ports.outputs,
    };
  }

  static reaches(own: SubFlowSettings, facts: SettingsFacts): readonly Reach[] {
    return describe(own, facts)?.reaches ?? [];
  }

  static summarize({ file, flow }: SubFlowSettings): string {
    if (file !== '') return file.split('/').at(-1) ?? file;
    const name = flow?.['name'];
    return typeof name === 'string' ? name : '';
  }

  static checkSettings(own: SubFlowSettings, facts: SettingsFacts): readonly SettingsIssue[] {
    const source = sourceOf(own);
    if (!source) {
      const both = own.file !== '';
      return [
        {
          severity: 'error',
          code: both ? 'two_flows' : 'no_flow',
          message: both
            ? 'It names a flow file and holds a flow as well.'
            : 'It has no flow to run.',
          action: both ? 'Remove one of the two.' : 'Choose a flow file.',
          path: [both ? 'flow' : 'file'],
        },
      ];
    }
    const path = ['file' in source ? 'file' : 'flow'];
    try {
      const { findings, ports } = facts.describeFlow?.(source) ?? {
        findings: [],
        ports: undefined,
      };
      return [
        ...findings.slice(0, 1).map(({ message, action }) => ({
          severity: 'error' as const,
          code: 'flow_invalid',
          message: `The flow in it cannot run: ${message}`,
          ...(action === undefined ? {} : { action }),
          path,
        })),
        ...unknownParameters(own, ports),
      ];
    } catch (error) {
      const { code, message, action } = toErrorInfo(error);
      return [
        { severity: 'error', code, message, ...(action === undefined ? {} : { action }), path },
      ];
    }
  }

  async openTools(context: ModuleContext): Promise<readonly OfferedTool[]> {
    const signature = context.describeFlow(this.#source());
    this.#tool = describeFlowTool(signature, this.settings);
    return [{ ...this.#tool.spec, ...rulesOf(this.settings) }];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { parameters, asTool } = this.settings;
    if (!asTool) return context.runFlow(this.#source(), inputs, parameters);
    const tool =
      this.#tool ?? describeFlowTool(context.describeFlow(this.#source()), this.settings);
    const values = tool.inputsOf(inputs['arguments'] as JsonObject);
    const outputs = await context.runFlow(this.#source(), values, parameters);
    return { result: tool.resultOf(outputs) };
  }

  #source(): FlowSource {
    const source = sourceOf(this.settings);
    if (source) return source;
    throw new MillraceError('no_flow', 'There is no flow to run.', {
      action: 'Choose a flow file in the node’s settings.',
    });
  }
}

/** Undefined when there is no source, or two. */
function sourceOf({ file, flow }: Pick<SubFlowSettings, 'file' | 'flow'>): FlowSource | undefined {
  if (flow === null) return file === '' ? undefined : { file };
  return file === '' ? { document: flow } : undefined;
}

function describe(own: SubFlowSettings, facts: SettingsFacts): FlowDescription | undefined {
  const source = sourceOf(own);
  try {
    return source && facts.describeFlow?.(source);
  } catch {
    // The check of the settings says what is wrong.
    return undefined;
  }
}

function unknownParameters(
  { parameters }: SubFlowSettings,
  ports: NodePorts | undefined,
): readonly SettingsIssue[] {
  if (!ports) return [];
  const names = ports.inputs.map(({ label }) => label).join(', ') || 'none';
  return Object.keys(parameters)
    .filter((name) => !ports.inputs.some(({ id, label }) => id === name || label === name))
    .map((name) => ({
      severity: 'error' as const,
      code: 'unknown_parameter_of_flow',
      message: `The flow in it has no input "${name}".`,
      action: `It has: ${names}.`,
      path: ['parameters', name],
    }));
}
