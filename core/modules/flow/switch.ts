import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { stringifySorted, type JsonValue } from '../../shared/json.ts';
import { toJsonValue } from '../../shared/to-json.ts';
import { checkExpression, evaluateOver, expressionPorts, isTrue } from './expression-inputs.ts';

const switchCase = z.union([
  z.strictObject({ name: z.string(), equals: z.json() }),
  z.strictObject({ name: z.string(), when: z.string() }),
]);

const settings = baseSettings.extend({
  /** What `equals` is compared with. */
  subject: z.string().default('$'),
  cases: z.array(switchCase).default([{ name: 'yes', equals: 'yes' }]),
});
type SwitchSettings = z.output<typeof settings>;
type SwitchCase = z.output<typeof switchCase>;

const otherPort = 'default';
const namePattern = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Sends a value one of many ways. */
export class SwitchModule extends ModuleBase<SwitchSettings> {
  static override readonly kind = 'switch';
  static override readonly title = 'Switch';
  static override readonly description =
    'Passes its value on to the first case that fits, or to Default; all other cases are skipped.';
  static override readonly icon = 'git-branch';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'subject',
      type: 'expression',
      label: 'Compare',
      help: 'What the cases are compared with: $ for the value itself, or an expression such as $lowercase(kind).',
    },
    {
      key: 'cases',
      type: 'json',
      label: 'Cases',
      help: 'A list, such as {"name": "billing", "equals": "invoice"} or {"name": "large", "when": "total > 100"}. Each name becomes an output.',
    },
  ] as const;
  static override readonly ports = SwitchModule.portsFor(settings.parse({}));

  static portsFor(own: Pick<SwitchSettings, 'subject' | 'cases'>): NodePorts {
    const names = new Set(own.cases.map(({ name }) => name).filter(isUsableName));
    return {
      inputs: expressionPorts([
        own.subject,
        ...own.cases.flatMap((each) => ('when' in each ? [each.when] : [])),
      ]),
      outputs: [
        ...Array.from(names, (name) => ({ id: name, label: name, type: 'any' as const })),
        { id: otherPort, label: 'Default', type: 'any' },
      ],
    };
  }

  static summarize({ cases }: SwitchSettings): string {
    return cases
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 60);
  }

  static checkSettings(own: SwitchSettings): readonly SettingsIssue[] {
    const names = own.cases.map(({ name }) => name);
    return [
      ...checkExpression(own.subject, ['subject']),
      ...own.cases.flatMap((each, index) =>
        'when' in each ? checkExpression(each.when, ['cases', index, 'when']) : [],
      ),
      ...names.flatMap((name, index) =>
        isUsableName(name) && names.indexOf(name) === index ? [] : [unusableName(name, index)],
      ),
    ];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const subject = await evaluateOver(inputs, this.settings.subject, context);
    for (const each of this.settings.cases) {
      const fits =
        'when' in each
          ? isTrue(await evaluateOver(inputs, each.when, context))
          : isEqual(subject, toJsonValue(each.equals));
      if (fits) return this.#take(each, inputs, context);
    }
    context.trace.note('case', otherPort);
    return { [otherPort]: inputs['value'] };
  }

  #take({ name }: SwitchCase, inputs: PortValues, context: ModuleContext): PortValues {
    context.trace.note('case', name);
    return { [name]: inputs['value'] };
  }
}

/** Texts are compared without the space around them, which models like to add; all else as JSON. */
function isEqual(subject: JsonValue | undefined, wanted: JsonValue): boolean {
  if (subject === undefined) return false;
  if (typeof wanted === 'string') {
    const text = typeof subject === 'string' ? subject : JSON.stringify(subject);
    return text.trim() === wanted.trim();
  }
  return stringifySorted(subject) === stringifySorted(wanted);
}

function isUsableName(name: string): boolean {
  return namePattern.test(name) && name !== otherPort && name !== 'error' && name !== '__proto__';
}

function unusableName(name: string, index: number): SettingsIssue {
  return {
    severity: 'error',
    code: 'unusable_name',
    message: `A case cannot be named "${name}".`,
    action: 'Use letters, digits, - and _, each name once, and neither default nor error.',
    path: ['cases', index, 'name'],
  };
}
