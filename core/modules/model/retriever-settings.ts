import * as z from 'zod';
import { baseSettings } from '../../module/base-settings.ts';
import { embeddingSettings } from './embedding-settings.ts';

const searchKinds = ['hybrid', 'text', 'vector'] as const;

/** Settings of the retriever. */
export const retrieverSettings = baseSettings.extend({
  ...embeddingSettings.shape,
  /** A file or folder that is allowed to the flow; '' when documents are wired. */
  path: z.string().default(''),
  /** Endings of files, such as `.md, .txt`; '' for all that can be read. */
  endings: z.string().default(''),
  search: z.enum(searchKinds).default('hybrid'),
  /** How many passages are given on. */
  limit: z.int().min(1).max(200).default(5),
  unit: z.enum(['characters', 'tokens']).default('characters'),
  size: z.int().min(50).max(100_000).default(1200),
  overlap: z.int().min(0).max(50_000).default(150),
});
export type RetrieverSettings = z.output<typeof retrieverSettings>;

/** The name of the vectors that one embedding model makes. */
export function spaceOf(own: RetrieverSettings): string {
  return JSON.stringify([own.connection, own.model, own.dimensions]);
}
