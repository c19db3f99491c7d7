import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import type { NodePorts } from '../../model/port.ts';
import { variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import type { SettingsFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { chunkText } from '../text/chunk-text.ts';
import { askModel } from './ask-model.ts';
import { buildTask } from './build-task.ts';
import { checkModelSettings } from './check-model-settings.ts';
import { LlmModule } from './llm.ts';
import { modelSettings, taskFields } from './model-settings.ts';

const forms = ['paragraph', 'points', 'sentence'] as const;

const settings = modelSettings.extend({
  form: z.enum(forms).default('paragraph'),
  mostWords: z.int().min(1).max(10_000).default(120),
  /** A longer text is summarised in parts of this size first; characters. */
  partSize: z.int().min(500).max(10_000_000).default(24_000),
});
type SummarizeSettings = z.output<typeof settings>;

const ownFields: readonly Field[] = [
  {
    key: 'form',
    type: 'select',
    label: 'Form',
    options: [
      { value: 'paragraph', label: 'A paragraph' },
      { value: 'points', label: 'A list of points' },
      { value: 'sentence', label: 'One sentence' },
    ],
  },
  { key: 'mostWords', type: 'number', label: 'Most words', min: 1, step: 10 },
  {
    key: 'partSize',
    type: 'number',
    label: 'Size of parts',
    unit: 'characters',
    min: 500,
    step: 1000,
    group: 'advanced',
    help: 'A longer text is summarised part by part, and the summaries once more together.',
  },
];

const formWords: Record<SummarizeSettings['form'], string> = {
  paragraph: 'as one paragraph',
  points: 'as a list of points, each on a line that begins with “- ”',
  sentence: 'in one sentence',
};

/** The gist of a text of any length. */
export class SummarizeModule extends ModuleBase<SummarizeSettings> {
  static override readonly kind = 'summarize';
  static override readonly title = 'Summarise';
  static override readonly description =
    'Summarises a text with a model; a long one part by part, then as a whole.';
  static override readonly icon = 'file-text';
  static override readonly category = 'models';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = taskFields(ownFields);
  static override readonly ports: NodePorts = SummarizeModule.portsFor({ instructions: '' });

  static portsFor(own: Pick<SummarizeSettings, 'instructions'>): NodePorts {
    return {
      inputs: [
        { id: 'text', label: 'Text', type: 'text', required: true },
        ...variablePorts(own.instructions),
      ],
      outputs: [{ id: 'text', label: 'Summary', type: 'text' }],
    };
  }

  static summarize({ form, mostWords }: SummarizeSettings): string {
    return `${form}, ${mostWords} words`;
  }

  static checkSettings(own: SummarizeSettings, facts: SettingsFacts): readonly SettingsIssue[] {
    return checkModelSettings(own, facts);
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { partSize, mostWords, form, instructions } = this.settings;
    let text = inputs['text'] as string;
    while (text.length > partSize) {
      const shorter = await this.#summarizeParts(chunkText(text, partSize, 0), context);
      // Models that do not summarise must not be asked forever.
      if (shorter.length >= text.length) break;
      text = shorter;
    }
    const task = `Summarise what the user sends ${formWords[form]}, in at most ${mostWords} words and in its own language. Add nothing that it does not say.`;
    const messages = buildTask(task, instructions, { ...inputs, text }, ['text']);
    const turn = await askModel(this.settings, { messages }, context);
    return { text: turn.text.trim() };
  }

  /** Each part is a step of its own in the trace; only the last summary streams from this node. */
  async #summarizeParts(parts: readonly string[], context: ModuleContext): Promise<string> {
    const { connection, model, temperature, maxTokens, rawFormat, startInReasoning } =
      this.settings;
    const module = new LlmModule(
      LlmModule.settings.parse({
        connection,
        model,
        temperature,
        maxTokens,
        rawFormat,
        startInReasoning,
        instructions:
          'Summarise what the user sends in its own language: all facts, names and numbers that matter, and nothing else.',
      }),
    );
    const summaries: string[] = [];
    for (const [index, prompt] of parts.entries()) {
      context.stream.custom('progress', { done: index, of: parts.length, label: 'Parts' });
      const title = `Part ${index + 1} of ${parts.length}`;
      const { text } = await context.call(module, { prompt }, { title });
      summaries.push(String(text).trim());
    }
    return summaries.join('\n\n');
  }
}
