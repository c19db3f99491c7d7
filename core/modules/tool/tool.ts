import * as z from 'zod';
import type { ToolSpec } from '../../contracts/chat.ts';
import type { NodePorts } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolProvider } from '../../module/tool-handle.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject } from '../../shared/json.ts';
import { codeIssues, memoryField, sandboxSettings } from './code-settings.ts';
import { describeTool } from './describe-tool.ts';
import { approvalField, concurrencyField, rulesOf, toolRuleSettings } from './tool-rules.ts';

const starterCode = `/**
 * Say what the tool does; the model reads this.
 * @param {string} text What this argument means.
 */
function my_tool(text) {
  return text.toUpperCase();
}
`;

const settings = baseSettings.extend({
  code: z.string().default(starterCode),
  ...sandboxSettings,
  ...toolRuleSettings,
});
type ToolSettings = z.output<typeof settings>;

/** A JavaScript function that models may call; its JSDoc is what they are told of it. */
export class ToolModule extends ModuleBase<ToolSettings> implements ToolProvider {
  static override readonly kind = 'tool';
  static override readonly title = 'Code tool';
  static override readonly description =
    'A JavaScript function that a model or an agent can call, run in a sandbox.';
  static override readonly icon = 'square-function';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['code'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    {
      key: 'code',
      type: 'code',
      label: 'Function',
      language: 'javascript',
      help: 'One function with JSDoc. Its types, literals and defaults become the schema that the model sees.',
    },
    approvalField,
    concurrencyField,
    memoryField,
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [],
    outputs: [{ id: 'tool', label: 'Tool', type: 'tool' }],
  };

  static summarize(own: ToolSettings): string {
    return describeTool(own.code).parameterNames.join(', ') || 'no parameters';
  }

  static checkSettings(own: ToolSettings): readonly SettingsIssue[] {
    return codeIssues(describeTool(own.code).findings);
  }

  /** The sandbox keeps the time: it does not count the waiting for a free thread, and says where the code was. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  provideTools(): readonly OfferedTool[] {
    return [{ ...this.#spec(), ...rulesOf(this.settings) }];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const values = inputs['arguments'] as JsonObject;
    const { parameterNames } = describeTool(this.settings.code);
    const { value, log } = await context.sandbox.call({
      code: this.settings.code,
      functionName: this.#spec().name,
      args: parameterNames.map((name) => values[name]),
      timeoutMs: this.settings.timeoutMs,
      memoryBytes: this.settings.memoryMb * 1024 * 1024,
      signal: context.signal,
    });
    if (log.length > 0) context.trace.note('console', log);
    return { result: value };
  }

  #spec(): ToolSpec {
    const { spec, findings } = describeTool(this.settings.code);
    if (spec) return spec;
    throw new MillraceError('invalid_tool', findings[0]?.message ?? 'The code is not a tool.', {
      action: findings[0]?.action ?? 'Write one function with JSDoc.',
    });
  }
}
