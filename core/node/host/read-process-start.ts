import { readFileSync } from 'node:fs';

/** The field of the start time among those behind the program's name, which may hold spaces itself. */
const startField = 19;

/**
 * When a process started, to tell it from another one that got the same id later: an answer to compare. Undefined where
 * the system does not tell without asking another program: Linux does.
 */
export function readProcessStart(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[startField];
  } catch {
    return undefined;
  }
}
