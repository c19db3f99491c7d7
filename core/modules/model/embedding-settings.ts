import * as z from 'zod';
import type { CallListener } from '../../contracts/embedding.ts';
import type { Field } from '../../model/field.ts';
import type { ModuleContext } from '../../module/module-context.ts';

/** Settings of everything that makes vectors of texts. */
export const embeddingSettings = z.object({
  connection: z.string().min(1).default('demo'),
  /** '' takes the usual one of the connection's provider. */
  model: z.string().default(''),
  /** Length of the vectors; null: the model's own. */
  dimensions: z.int().min(1).max(65_536).nullable().default(null),
});

/** Form rows of the embedding settings. */
export const embeddingFields: readonly Field[] = [
  {
    key: 'connection',
    type: 'connection',
    label: 'Connection',
  },
  {
    key: 'model',
    type: 'model',
    label: 'Embedding model',
    connectionKey: 'connection',
    placeholder: 'Usual one of the provider',
  },
  {
    key: 'dimensions',
    type: 'number',
    label: 'Dimensions',
    min: 1,
    step: 1,
    group: 'advanced',
    placeholder: 'Default of the model',
    help: 'The length of the vectors, for models that can choose.',
  },
];

/** Shows in the stream and the trace how calls that stream nothing go on. `label` names what is counted. */
export function listenTo(context: ModuleContext, label: string): CallListener {
  return {
    progress: (done, of) => {
      if (of > 1) context.stream.custom('progress', { label, done, of });
    },
    retry: (delayMs, error) => context.trace.note('retry', { delayMs, error }),
    queued: (waitedMs) => context.trace.note('queued', { waitedMs }),
  };
}
