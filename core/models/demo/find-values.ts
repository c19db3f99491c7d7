import type { JsonValue } from '../../shared/json.ts';

/** An allowed value that a text mentions. */
export interface ValueMention {
  readonly value: JsonValue;
  readonly place: number;
  /** The word right before it, lower-case; '' for none. */
  readonly before: string;
}

/** Other ways to say a value, by its lower-case text. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  celsius: ['°c', 'centigrade', '摄氏'],
  fahrenheit: ['°f', '华氏'],
  c: ['celsius', '°c', '摄氏'],
  f: ['fahrenheit', '°f', '华氏'],
  metric: ['celsius', 'kilometres', 'kilometers', '公制'],
  imperial: ['fahrenheit', 'miles', '英制'],
  kelvin: ['开尔文'],
};

/** The allowed values that a text mentions, in the order of the text. */
export function findValues(text: string, values: readonly JsonValue[]): readonly ValueMention[] {
  const lower = text.toLowerCase();
  return values
    .flatMap((value) => {
      if (typeof value !== 'string' && typeof value !== 'number') return [];
      const word = String(value).toLowerCase();
      const spellings = [
        word,
        word.replaceAll(/[_-]/g, ' '),
        `${word}s`,
        ...(otherWords[word] ?? []),
      ];
      const place = Math.min(...spellings.map((spelling) => findWord(lower, spelling)));
      return place === Infinity ? [] : [{ value, place, before: wordBefore(lower, place) }];
    })
    .toSorted((a, b) => a.place - b.place);
}

/** The other spellings of values: words that name no city or person. */
export function spellingsOf(values: readonly JsonValue[]): readonly string[] {
  return values.flatMap((value) => {
    const word = (typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase();
    return [word, ...(otherWords[word] ?? [])];
  });
}

function findWord(text: string, word: string): number {
  // A single letter is a word of its own too often.
  if (word.length === 0 || (word.length === 1 && /[a-z]/.test(word))) return Infinity;
  let place = text.indexOf(word);
  while (place !== -1) {
    const isLatin = /^[\p{L}\p{N}]/u.test(word) && !/\p{Script=Han}/u.test(word);
    if (
      !isLatin ||
      (!isWordCharacter(text[place - 1]) && !isWordCharacter(text[place + word.length]))
    ) {
      return place;
    }
    place = text.indexOf(word, place + 1);
  }
  return Infinity;
}

function isWordCharacter(character: string | undefined): boolean {
  return (
    character !== undefined && /[\p{L}\p{N}]/u.test(character) && !/\p{Script=Han}/u.test(character)
  );
}

function wordBefore(text: string, place: number): string {
  return /([\p{L}\p{N}]+)[^\p{L}\p{N}]*$/u.exec(text.slice(0, place))?.[1] ?? '';
}
