import type { ChatPart, ToolSpec } from '../../../core/contracts/chat.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { type RawFormatId, rawFormats } from '../../../core/stream/formats/index.ts';
import { Sieve, type SieveOutcome } from '../../../core/stream/sieve/sieve.ts';

/** What a whole output came to, in the shape of the shared cases. */
export interface SieveResult {
  readonly visible_text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly errors: readonly string[];
}

export interface SieveRun {
  readonly format: RawFormatId;
  readonly toolNames?: readonly string[];
  /** Instead of names only. */
  readonly tools?: readonly ToolSpec[];
  readonly startInReasoning?: boolean;
  readonly outcome?: SieveOutcome;
}

export function createSieve(run: SieveRun): Sieve {
  return new Sieve({
    format: rawFormats[run.format],
    tools: run.tools ?? (run.toolNames ?? []).map((name) => createTool(name)),
    startInReasoning: run.startInReasoning ?? false,
  });
}

export function createTool(name: string, properties: JsonObject = {}): ToolSpec {
  return { name, description: '', parameters: { type: 'object', properties } };
}

/** Sends the pieces through a new sieve; checks on the way what must hold for every run. */
export function runSieve(run: SieveRun, pieces: readonly string[]): SieveResult {
  const sieve = createSieve(run);
  const parts = pieces.flatMap((piece) => sieve.push(piece));
  return readParts([...parts, ...sieve.end(run.outcome ?? 'complete')]);
}

/** Collects parts into a result; throws where a part breaks the contract of its type. */
export function readParts(parts: readonly ChatPart[]): SieveResult {
  let visible = '';
  let reasoning = '';
  const open = new Map<number, { name: string; text: string }>();
  const calls: { name: string; arguments: unknown }[] = [];
  const errors: string[] = [];
  let started = 0;
  for (const part of parts) {
    switch (part.type) {
      case 'text-delta':
        visible += part.text;
        break;
      case 'reasoning-delta':
        reasoning += part.text;
        break;
      case 'tool-call-start':
        ensure(
          part.call === started && part.id === `call_${started}`,
          'calls are numbered in order',
        );
        started += 1;
        open.set(part.call, { name: part.name, text: '' });
        break;
      case 'tool-call-delta':
        findOpen(open, part.call).text += part.text;
        break;
      case 'tool-call-end': {
        const call = findOpen(open, part.call);
        ensure(call.name === part.toolCall.name, 'a call keeps its name');
        ensure(call.text === part.toolCall.arguments, 'deltas add up to the arguments');
        open.delete(part.call);
        calls.push({ name: call.name, arguments: JSON.parse(call.text) as unknown });
        break;
      }
      case 'tool-call-error':
        if (part.call !== undefined) {
          findOpen(open, part.call);
          open.delete(part.call);
        }
        errors.push(part.error.code);
        break;
      default:
        throw new Error(`A sieve must not emit ${part.type}.`);
    }
  }
  ensure(open.size === 0, 'every call is closed');
  return { visible_text: visible, reasoning, calls, errors };
}

function findOpen(open: ReadonlyMap<number, { name: string; text: string }>, call: number) {
  const found = open.get(call);
  if (found === undefined) throw new Error(`Call ${call} is not open.`);
  return found;
}

function ensure(holds: boolean, rule: string): void {
  if (!holds) throw new Error(`Broken rule: ${rule}.`);
}
