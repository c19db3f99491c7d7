import { baseSettings } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { NodePorts } from '../../model/port.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import type * as z from 'zod';
import { embeddingFields, embeddingSettings, listenTo } from './embedding-settings.ts';

const settings = baseSettings.extend(embeddingSettings.shape);
type EmbeddingSettings = z.output<typeof settings>;

/** Vectors of texts. */
export class EmbeddingModule extends ModuleBase<EmbeddingSettings> {
  static override readonly kind = 'embedding';
  static override readonly title = 'Embedding';
  static override readonly description =
    'Turns a text or a list of texts into vectors that are near where the texts are alike.';
  static override readonly icon = 'vector-square';
  static override readonly category = 'models';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = embeddingFields;
  static override readonly ports: NodePorts = {
    inputs: [{ id: 'texts', label: 'Text or list of texts', type: 'any', required: true }],
    outputs: [
      {
        id: 'vectors',
        label: 'Vectors',
        type: 'json',
        description: 'A list with one vector for each text.',
      },
      {
        id: 'vector',
        label: 'First vector',
        type: 'json',
        description: 'The vector of the first text alone.',
      },
    ],
  };

  static summarize({ connection, model }: EmbeddingSettings): string {
    return [connection, model].filter((part) => part !== '').join(' · ');
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const texts = readTexts(inputs['texts']);
    const { connection, model, dimensions } = this.settings;
    const request = { model, texts, ...(dimensions === null ? {} : { dimensions }) };
    const listener = listenTo(context, 'Texts');
    const embedder = context.openEmbedder(connection);
    const answer = await embedder.embed(request, context.signal, listener);
    if (answer.usage !== undefined) context.stream.usage(answer.usage);
    const vectors = answer.vectors.map(toNumbers);
    const [vector] = vectors;
    return { vectors, ...(vector === undefined ? {} : { vector }) };
  }
}

/** A list of 32-bit floats holds 7 digits; more of them would only fill the record. */
function toNumbers(vector: Float32Array): readonly number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(8)));
}

function readTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) {
    throw new MillraceError('wrong_value', 'Only a text or a list of texts has vectors.', {
      action: 'Give it texts, such as chunks.',
    });
  }
  return value.map((each: unknown) => (typeof each === 'string' ? each : JSON.stringify(each)));
}
