/**
 * A language that nobody speaks: every English text in brackets. What can be read without brackets, no dictionary knows.
 * It is chosen by hand, in the stored preferences, by whoever looks for words that were left out of the dictionaries.
 */
export const pseudoLanguage = 'en-XA';

/** A text as the pseudo-locale has it; nothing stays nothing. */
export function bracket(english: string): string {
  return english === '' ? '' : `⟦${english}⟧`;
}

type Dictionary = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** All areas of a dictionary in brackets; names of values and marks in the texts stay as they are. */
export function bracketAll(dictionary: Dictionary): Dictionary {
  return mapValues(dictionary, (area) => mapValues(area, bracket));
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
