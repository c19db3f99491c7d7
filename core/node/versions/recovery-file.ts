import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod';
import type { RecoveryDraft } from '../../contracts/kept-work.ts';
import { parseFlow } from '../../model/flow-file.ts';
import { processMarkSchema, type ProcessMark } from './process-mark.ts';

const format = 'millrace/recovery';

const recoveryFile = z.object({
  format: z.literal(format),
  formatVersion: z.literal(1),
  file: z.string(),
  path: z.string().exactOptional(),
  savedMs: z.number(),
  owner: processMarkSchema,
  flow: z.string(),
  saved: z.string().exactOptional(),
});

/** Unsaved work as it lies on the disk. */
export type RecoveryFile = z.output<typeof recoveryFile>;

/** The text of a recovery file. */
export function writeRecoveryFile(draft: RecoveryDraft, owner: ProcessMark): string {
  const { file, path, flow, saved } = draft;
  return JSON.stringify({
    format,
    formatVersion: 1,
    file,
    ...(path === undefined ? {} : { path }),
    savedMs: Date.now(),
    owner,
    flow,
    ...(saved === undefined ? {} : { saved }),
  } satisfies RecoveryFile);
}

/** Reads a recovery file: undefined when it is gone, `damaged` when it holds no whole flow. */
export async function readRecoveryFile(
  path: string,
): Promise<(RecoveryFile & { readonly touchedMs: number }) | 'damaged' | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    const parsed = recoveryFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (!parsed.success || parseFlow(parsed.data.flow).document === undefined) return 'damaged';
    return { ...parsed.data, touchedMs: mtimeMs };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'damaged';
  }
}
