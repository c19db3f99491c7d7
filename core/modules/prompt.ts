import * as z from 'zod';
import type { ChatMessage } from '../contracts/chat.ts';
import type { NodePorts } from '../model/port.ts';
import { fillTemplate, listVariables, variablePorts } from '../model/template.ts';
import type { SettingsIssue } from '../model/validate-flow.ts';
import { baseSettings } from '../module/base-settings.ts';
import { ModuleBase } from '../module/module-base.ts';
import type { PortValues } from '../module/runnable.ts';
import { attach } from './model/attach.ts';
import { readAttachments } from './model/read-attachments.ts';

const example = z.strictObject({ input: z.string(), output: z.string() });
const turn = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

const settings = baseSettings.extend({
  template: z.string().default('{{text}}'),
  /** One text, or the messages of a conversation. */
  output: z.enum(['text', 'messages']).default('text'),
  /** Stands before all else; as the system message in a conversation. */
  instructions: z.string().default(''),
  /** What was answered to what, as the model shall go on. */
  examples: z.array(example).default([]),
  /** Turns of a conversation, before the template, which is the user's last one. */
  turns: z.array(turn).default([]),
});
type PromptSettings = z.output<typeof settings>;

/** Text, or a conversation, with places for values. */
export class PromptModule extends ModuleBase<PromptSettings> {
  static override readonly kind = 'prompt';
  static override readonly title = 'Prompt';
  static override readonly description =
    'Fills the {{variables}} of a text or of chat messages; each variable is an input.';
  static override readonly icon = 'text-quote';
  static override readonly category = 'text';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'template',
      type: 'multiline',
      label: 'Template',
      rows: 6,
      variables: true,
      help: 'Write {{name}} where a value goes; an input of that name appears on the node.',
    },
    {
      key: 'output',
      type: 'select',
      label: 'Makes',
      options: [
        { value: 'text', label: 'One text' },
        { value: 'messages', label: 'Chat messages' },
      ],
      help: 'Chat messages plug into the Messages input of a chat model.',
    },
    {
      key: 'instructions',
      type: 'multiline',
      label: 'Instructions',
      rows: 3,
      variables: true,
      help: 'Stands before all else; in chat messages it is the system message. It may hold {{variables}}, too.',
    },
    {
      key: 'examples',
      type: 'json',
      label: 'Examples',
      help: 'A list, such as {"input": "Good!", "output": "positive"}, that shows the model what to answer.',
    },
    {
      key: 'turns',
      type: 'json',
      label: 'Earlier turns',
      group: 'advanced',
      help: 'A list, such as {"role": "assistant", "content": "What is it about?"}, between the examples and the template. Only for chat messages.',
    },
  ] as const;
  static override readonly ports = PromptModule.portsFor(settings.parse({}));

  static portsFor(own: PromptSettings): NodePorts {
    const variables = variablePorts(allTexts(own).join('\n'));
    if (own.output === 'text') {
      return { inputs: variables, outputs: [{ id: 'text', label: 'Text', type: 'text' }] };
    }
    const isOwn = (id: string): boolean => variables.every((port) => port.id !== id);
    return {
      inputs: [
        ...variables,
        ...(isOwn('messages')
          ? [{ id: 'messages', label: 'Earlier messages', type: 'messages' } as const]
          : []),
        ...(isOwn('attachments')
          ? [{ id: 'attachments', label: 'Attachments', type: 'json' } as const]
          : []),
      ],
      outputs: [{ id: 'messages', label: 'Messages', type: 'messages' }],
    };
  }

  static summarize(own: PromptSettings): string {
    return listVariables(allTexts(own).join('\n')).join(', ') || own.template.slice(0, 60);
  }

  static checkSettings(own: PromptSettings): readonly SettingsIssue[] {
    if (own.output === 'messages' || own.turns.length === 0) return [];
    return [
      {
        severity: 'warning',
        code: 'turns_unused',
        message: 'The earlier turns are left out of a single text.',
        action: 'Let the node make chat messages, or remove them.',
        path: ['turns'],
      },
    ];
  }

  protected override forward(inputs: PortValues): PortValues {
    const fill = (text: string): string => fillTemplate(text, inputs);
    const { output, instructions, examples, turns, template } = this.settings;
    if (output === 'text') {
      const shown = examples.map(
        (each) => `Input: ${fill(each.input)}\nOutput: ${fill(each.output)}`,
      );
      const parts = [fill(instructions), ...shown, fill(template)];
      return { text: parts.filter((part) => part !== '').join('\n\n') };
    }
    const isVariable = (name: string): boolean =>
      listVariables(allTexts(this.settings).join('\n')).includes(name);
    const earlier = isVariable('messages') ? undefined : inputs['messages'];
    const messages: ChatMessage[] = [
      { role: 'system', content: fill(instructions) },
      ...examples.flatMap((each): ChatMessage[] => [
        { role: 'user', content: fill(each.input) },
        { role: 'assistant', content: fill(each.output) },
      ]),
      ...((earlier as readonly ChatMessage[] | undefined) ?? []),
      ...turns.map(({ role, content }): ChatMessage => ({ role, content: fill(content) })),
      { role: 'user', content: fill(template) },
    ];
    const said = messages.filter(
      ({ role, content }) => role === 'tool' || content !== '' || role === 'assistant',
    );
    if (!isVariable('attachments')) attach(said, readAttachments(inputs['attachments']));
    return { messages: said };
  }
}

/** Every text in which variables may stand, in the order in which they are read. */
function allTexts({
  output,
  instructions,
  examples,
  turns,
  template,
}: PromptSettings): readonly string[] {
  return [
    ...(template === '' ? [] : [template]),
    instructions,
    ...examples.flatMap((each) => [each.input, each.output]),
    ...(output === 'messages' ? turns.map(({ content }) => content) : []),
  ];
}
