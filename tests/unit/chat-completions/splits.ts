import type { ChatPart } from '../../../core/contracts/chat.ts';
import { ChatTurnReader } from '../../../core/stream/chat-completions/chat-turn-reader.ts';

/** Reads a whole body that arrives in the given pieces. */
export function readPieces(bytes: Uint8Array, cuts: readonly number[]): ChatPart[] {
  let made = 0;
  const reader = new ChatTurnReader({ createId: () => `made${made++}` });
  const parts: ChatPart[] = [];
  let start = 0;
  for (const cut of [...cuts, bytes.length]) {
    parts.push(...reader.push(bytes.subarray(start, cut)));
    start = cut;
  }
  parts.push(...reader.end());
  const { failure } = reader;
  // As part of the list, so that one comparison covers it.
  return failure === undefined
    ? parts
    : [{ type: 'tool-call-error', error: failure, raw: '' }, ...parts];
}

/** Ways to split `length` bytes: whole, single bytes, every two-way split, 20 random ones of a fixed seed. */
export function splitsOf(length: number): readonly (readonly number[])[] {
  const every = Array.from({ length }, (_, place) => place);
  let state = 20_261_101;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const randomSplits = Array.from({ length: 20 }, () => every.filter(() => random() < 0.15));
  return [[], every, ...every.map((place) => [place]), ...randomSplits];
}
