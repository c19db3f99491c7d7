import { jsonrepair } from 'jsonrepair';
import { type CallKeys, JsonCall } from './json-call.ts';
import { JsonScanner } from './json-scanner.ts';

/** A call read from repaired JSON. */
interface RepairedCall {
  readonly name: string | undefined;
  /** JSON text of an object; '' for none. */
  readonly arguments: string;
}

/**
 * Reads a call from the text of a whole object with small faults; undefined if it cannot be one. The text must be
 * delimited and complete: the repair would close a truncated object and so invent a call.
 */
export function repairCall(body: string, keys: CallKeys | undefined): RepairedCall | undefined {
  const repaired = repairText(body);
  if (repaired === undefined || !repaired.startsWith('{')) return undefined;
  let name: string | undefined;
  let text = '';
  const call = new JsonCall(keys, {
    name: (found) => {
      name = found;
    },
    arguments: (piece) => {
      text += piece;
    },
  });
  const scanner = new JsonScanner(call);
  scanner.write(repaired, 0);
  if (scanner.status !== 'done' || call.problem !== undefined) return undefined;
  // The repair makes a string of any words: what lacks arguments or has words for a name was no call.
  const isCall = keys === undefined || (call.isWhole && name !== undefined && !/\s/.test(name));
  return isCall ? { name, arguments: text } : undefined;
}

function repairText(body: string): string | undefined {
  try {
    return jsonrepair(body).trim();
  } catch {
    // Beyond repair, or nested so deeply that the repair ran out of stack.
    return undefined;
  }
}
