import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { fillTemplate } from '../../model/template.ts';
import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { toJsonValue } from '../../shared/to-json.ts';
import { questionField, questionPorts } from './question-text.ts';

const settings = baseSettings.extend({
  question: z.string().default('Go on?'),
  /** Whether the person may change the value before approving. */
  editable: z.boolean().default(false),
});
type ApprovalSettings = z.output<typeof settings>;

/** Holds a value until a person approves or denies it. */
export class HumanApprovalModule extends ModuleBase<ApprovalSettings> {
  static override readonly kind = 'human-approval';
  static override readonly title = 'Human approval';
  static override readonly description =
    'Shows a value to a person, waits, and lets it go on at one of two outputs.';
  static override readonly icon = 'user-check';
  static override readonly category = 'flow';
  static override readonly settings = settings;
  static override readonly fields = [
    questionField,
    {
      key: 'editable',
      type: 'switch',
      label: 'Value can be changed',
      help: 'The person may change the value before approving it.',
    },
  ] as const;
  static override readonly ports = HumanApprovalModule.portsFor({ question: '' });

  static portsFor(own: Pick<ApprovalSettings, 'question'>): NodePorts {
    return {
      inputs: questionPorts(own.question, true),
      outputs: [
        {
          id: 'approved',
          label: 'Approved',
          type: 'any',
          description: 'The value, as it was approved or changed.',
        },
        {
          id: 'denied',
          label: 'Denied',
          type: 'any',
          description: 'The value, when it was denied; else this branch is skipped.',
        },
        {
          id: 'reason',
          label: 'Reason',
          type: 'text',
          description: 'What the person wrote when denying.',
        },
      ],
    };
  }

  static summarize({ question }: ApprovalSettings): string {
    return question;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { question, editable } = this.settings;
    const { value } = inputs;
    const answer = await context.ask({
      type: 'approval',
      text: fillTemplate(question, inputs),
      subject: toJsonValue(value),
      editable,
    });
    if (answer.type === 'deny') return { denied: value, reason: answer.reason };
    const changed = answer.type === 'approve' ? answer.subject : undefined;
    return { approved: changed === undefined ? value : changed };
  }
}
