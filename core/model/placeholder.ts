import * as z from 'zod';

/** Kind id of a node that stands for a module of another program which has no counterpart here. */
export const placeholderKind = 'placeholder';

const portSchema = z.object({
  id: z.string().regex(/^[^.\s]+$/, 'A port id has no dot and no space.'),
  label: z.string(),
  type: z.enum(['any', 'tool']).default('any'),
});

/** What a placeholder keeps of the node it stands for. */
export const placeholderSettings = z.object({
  /** The program it comes from, such as `n8n`. */
  builder: z.string().default(''),
  /** The node's type there. */
  originalType: z.string().default(''),
  /** Its id there. */
  originalId: z.string().default(''),
  /** Why it could not be mapped, one sentence. */
  reason: z.string().default(''),
  /** Everything the other program's file said of it, but secrets. */
  original: z.json().default(null),
  inputs: z.array(portSchema).default([]),
  outputs: z.array(portSchema).default([]),
});

export type PlaceholderPort = z.output<typeof portSchema>;
