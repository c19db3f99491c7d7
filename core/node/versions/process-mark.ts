import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as z from 'zod';
import { isProcessAlive } from '../host/is-process-alive.ts';

export const processMarkSchema = z.object({ token: z.string(), pid: z.int(), host: z.string() });

/** What a process writes into the files that it holds, so that others can see whether it still lives. */
export type ProcessMark = z.output<typeof processMarkSchema>;

/** Held files are touched this often, */
export const beatMs = 5_000;
/** and one that was not touched for so long belongs to nobody: its process id may be another program's by now. */
const staleMs = 20_000;

/** The mark of this process; unlike its id no later process has the same. */
export function makeProcessMark(): ProcessMark {
  return { token: randomUUID(), pid: process.pid, host: hostname() };
}

/** Whether another process that touched a file `ageMs` ago still lives. */
export function livesOn(mark: ProcessMark, ageMs: number): boolean {
  if (ageMs > staleMs) return false;
  // Process ids mean nothing on another machine.
  if (mark.host !== hostname()) return true;
  // Our own id on another's mark: it had that id before us.
  return mark.pid !== process.pid && isProcessAlive(mark.pid);
}
