import * as z from 'zod';
import type { NodePorts, Port, PortType } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { toJsonValue } from '../../shared/to-json.ts';
import { codeIssues, memoryField, sandboxSettings } from '../tool/code-settings.ts';
import { describeTool } from '../tool/describe-tool.ts';

const starterCode = `/**
 * @param {string} text
 */
function step(text) {
  return text.toUpperCase();
}
`;

const settings = baseSettings.extend({
  code: z.string().default(starterCode),
  ...sandboxSettings,
});
type CodeSettings = z.output<typeof settings>;

/** Findings about what a model is told: here no model reads the code. */
const aboutModels = new Set([
  'missing_description',
  'missing_parameter_description',
  'missing_parameter_type',
  'undocumented_parameter',
]);

/** A JavaScript function as a step of a flow. */
export class CodeModule extends ModuleBase<CodeSettings> {
  static override readonly kind = 'code';
  static override readonly title = 'Code';
  static override readonly description =
    'Runs a JavaScript function over its inputs, in a sandbox; each parameter is an input.';
  static override readonly icon = 'code';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['code'] as const;
  static override readonly fields = [
    {
      key: 'code',
      type: 'code',
      label: 'Function',
      language: 'javascript',
      help: 'One function. Its parameters are the inputs, typed by its JSDoc; what it returns is the result.',
    },
    memoryField,
  ] as const;
  static override readonly ports = CodeModule.portsFor({ code: starterCode });

  static portsFor({ code }: Pick<CodeSettings, 'code'>): NodePorts {
    const { spec, parameterNames } = describeTool(code);
    const parameters = spec?.parameters ?? {};
    const { properties, required } = parameters;
    const inputs = parameterNames.map((name): Port => {
      const schema = isJsonObject(properties) ? properties[name] : undefined;
      const isRequired = Array.isArray(required) && required.includes(name);
      return {
        id: name,
        label: name,
        type: portType(schema),
        ...(isRequired ? { required: true } : {}),
      };
    });
    return { inputs, outputs: [{ id: 'result', label: 'Result', type: 'any' }] };
  }

  static summarize({ code }: CodeSettings): string {
    const { spec, parameterNames } = describeTool(code);
    return spec === undefined ? '' : `${spec.name}(${parameterNames.join(', ')})`.slice(0, 60);
  }

  static checkSettings({ code }: CodeSettings): readonly SettingsIssue[] {
    return codeIssues(
      describeTool(code).findings.filter((finding) => !aboutModels.has(finding.code)),
    );
  }

  /** The sandbox keeps the time: it does not count the waiting for a free thread, and says where the code was. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { code, timeoutMs, memoryMb } = this.settings;
    const { spec, parameterNames, findings } = describeTool(code);
    if (spec === undefined) {
      throw new MillraceError('no_function', findings[0]?.message ?? 'The code has no function.', {
        action: findings[0]?.action ?? 'Write one function.',
      });
    }
    const { value, log } = await context.sandbox.call({
      code,
      functionName: spec.name,
      args: parameterNames.map((name) =>
        inputs[name] === undefined ? undefined : toJsonValue(inputs[name]),
      ),
      timeoutMs,
      memoryBytes: memoryMb * 1024 * 1024,
      signal: context.signal,
    });
    if (log.length > 0) context.trace.note('console', log);
    return { result: value };
  }
}

function portType(schema: JsonValue | undefined): PortType {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  if (type === 'string') return 'text';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'object' || type === 'array' ? 'json' : 'any';
}
