import type { RunRecord } from '../contracts/record.ts';
import { MillraceError } from '../shared/errors.ts';
import type { Commands } from './protocol.ts';

/** Nobody asks for the next piece any more. */
const forgetMs = 10_000;

interface ValueHandlers {
  'value.text'(params: Commands['value.text']['params']): Commands['value.text']['result'];
}

/** Answers for large values, piece by piece; the text of the last one is kept while its pieces are asked for. */
export function createValueHandlers(record: Pick<RunRecord, 'readValueText'>): ValueHandlers {
  let last: { readonly hash: string; readonly text: string } | undefined;
  let timer: unknown;
  const textOf = (hash: string): string => {
    if (last?.hash !== hash) {
      const text = record.readValueText(hash);
      if (text === undefined) throw unknownValue();
      last = { hash, text };
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = undefined;
    }, forgetMs);
    return last.text;
  };
  return {
    'value.text': ({ hash, offset, length }) => {
      const text = textOf(hash);
      const piece = text.slice(offset, offset + length);
      if (offset + length >= text.length) {
        clearTimeout(timer);
        last = undefined;
      }
      return { text: piece, total: text.length };
    },
  };
}

/** What is answered for a value that was pruned away. */
export function unknownValue(): MillraceError {
  return new MillraceError('unknown_value', 'This value is no longer in the record.');
}
