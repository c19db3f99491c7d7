import { readFileSync } from 'node:fs';

export interface ProcessFacts {
  /** When it started, to tell it from another one that got the same id later: only to compare. */
  readonly start: string;
  /** It has ended, and its parent has not asked how: it still has its id, and does nothing any more. */
  readonly isZombie: boolean;
}

/** The field of the start time among those behind the program's name, which may hold spaces itself; the first is the state. */
const startField = 19;

/** What the system tells of a process; undefined where it does not tell without asking another program: Linux does. */
export function readProcessFacts(pid: number): ProcessFacts | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { start: fields[startField] ?? '', isZombie: /^[ZX]/.test(fields[0] ?? '') };
  } catch {
    return undefined;
  }
}
