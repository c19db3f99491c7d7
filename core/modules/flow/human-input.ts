import * as z from 'zod';
import type { Question } from '../../contracts/questions.ts';
import type { NodePorts } from '../../model/port.ts';
import { fillTemplate } from '../../model/template.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { toJsonValue } from '../../shared/to-json.ts';
import { readNames } from '../agent/agent-settings.ts';
import { questionField, questionPorts } from './question-text.ts';

const settings = baseSettings.extend({
  question: z.string().default('What next?'),
  format: z.enum(['text', 'json']).default('text'),
  /** With commas between; '' lets the person write. */
  choices: z.string().default(''),
  suggestion: z.string().default(''),
});
type InputSettings = z.output<typeof settings>;

/** Asks a person for a value while the run goes on elsewhere. */
export class HumanInputModule extends ModuleBase<InputSettings> {
  static override readonly kind = 'human-input';
  static override readonly title = 'Human input';
  static override readonly description =
    'Asks a person a question, waits, and passes the answer on.';
  static override readonly icon = 'text-cursor-input';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    questionField,
    {
      key: 'format',
      type: 'select',
      label: 'Answer',
      options: [
        { value: 'text', label: 'Text' },
        { value: 'json', label: 'JSON' },
      ],
    },
    {
      key: 'choices',
      type: 'text',
      label: 'Choices',
      placeholder: 'Ship, Hold, Refund',
      help: 'The answers to choose from, with commas between. Empty: the person writes one.',
    },
    {
      key: 'suggestion',
      type: 'text',
      label: 'Suggested answer',
      group: 'advanced',
    },
  ] as const;
  static override readonly ports = HumanInputModule.portsFor({ question: '' });

  static portsFor(own: Pick<InputSettings, 'question'>): NodePorts {
    return {
      inputs: questionPorts(own.question, false),
      outputs: [{ id: 'answer', label: 'Answer', type: 'any' }],
    };
  }

  static summarize({ question }: InputSettings): string {
    return question;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const answer = await context.ask(this.#question(inputs));
    return { answer: answer.type === 'reply' ? answer.value : null };
  }

  #question(inputs: PortValues): Question {
    const { question, format, suggestion } = this.settings;
    const choices = readNames(this.settings.choices);
    const { value } = inputs;
    return {
      type: 'input',
      text: fillTemplate(question, inputs),
      format,
      ...(value === undefined ? {} : { subject: toJsonValue(value) }),
      ...(choices.length === 0 ? {} : { choices }),
      ...(suggestion === '' ? {} : { suggestion }),
    };
  }
}
