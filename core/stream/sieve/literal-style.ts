/** How a language writes named arguments and values. */
export interface LiteralStyle {
  /** Stands between a name and its value in the outermost brackets. */
  readonly assign: string;
  readonly close: string;
  readonly quotes: readonly string[];
  /** Whether a backslash escapes in strings. */
  readonly hasEscapes: boolean;
  /** Whether words that are no literals are strings, and keys of inner objects are bare words. */
  readonly hasBareWords: boolean;
}

/** Python's keyword arguments and literals. */
export const pythonStyle: LiteralStyle = {
  assign: '=',
  close: ')',
  quotes: ['"""', "'''", '"', "'"],
  hasEscapes: true,
  hasBareWords: false,
};

/** Bare keys and words, with strings between marks of the format's own. */
export function createBracesStyle(quotes: readonly string[]): LiteralStyle {
  return { assign: ':', close: '}', quotes, hasEscapes: false, hasBareWords: true };
}

const pythonWord = /[\p{L}\p{N}_.+-]/u;

/** Whether a unit may belong to a word; `isAtKey`: the word may be a key. */
export function isWordUnit(style: LiteralStyle, unit: string, isAtKey: boolean): boolean {
  if (!style.hasBareWords) return pythonWord.test(unit);
  return !',{}[]'.includes(unit) && !(unit === ':' && isAtKey);
}
