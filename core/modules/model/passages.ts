import type { FoundPassage } from '../../contracts/document-indexes.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';

/** A passage as it flows between nodes. */
export interface PassageValue extends JsonObject {
  readonly text: string;
  readonly source: string;
  readonly heading: string;
  readonly score: number;
}

/** A found passage as a value. */
export function toPassageValue({ details, ...passage }: FoundPassage): PassageValue {
  return { ...passage, ...details };
}

/** Passages as they stand in a prompt: numbered from 1, each with its source. */
export function writePassages(passages: readonly PassageValue[]): string {
  return passages
    .map(({ text, source, heading }, index) => {
      const place = [source, heading].filter((part) => part !== '').join(' › ');
      return `[${index + 1}] ${place}\n${text}`;
    })
    .join('\n\n');
}

/** What is wired as passages: those of a retriever, texts, or objects with a text. Throws `wrong_value`. */
export function readPassages(value: unknown): readonly PassageValue[] {
  if (!Array.isArray(value)) throw notPassages();
  return value.map((each: unknown) => {
    if (typeof each === 'string') return { text: each, source: '', heading: '', score: 0 };
    if (!isJsonObject(each) || typeof each['text'] !== 'string') throw notPassages();
    const { source, heading, score } = each;
    return {
      ...each,
      text: each['text'],
      source: typeof source === 'string' ? source : '',
      heading: typeof heading === 'string' ? heading : '',
      score: typeof score === 'number' ? score : 0,
    };
  });
}

function notPassages(): MillraceError {
  return new MillraceError('wrong_value', 'The Passages input takes a list of passages.', {
    action: 'Wire the Passages output of a retriever, or give a list of texts.',
  });
}
