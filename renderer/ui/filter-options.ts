/** One line of a list that can be searched. */
export interface SearchOption {
  readonly value: string;
  readonly label: string;
  /** Muted, at the right. */
  readonly note?: string;
}

/** The options that hold every word of the query, those whose label begins with it first. */
export function filterOptions(
  options: readonly SearchOption[],
  query: string,
): readonly SearchOption[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return options;
  const textOf = ({ label, value, note = '' }: SearchOption): string =>
    `${label} ${value} ${note}`.toLowerCase();
  const rankOf = ({ label, value }: SearchOption): number => {
    if (label.toLowerCase().startsWith(first)) return 0;
    return `${label} ${value}`.toLowerCase().includes(first) ? 1 : 2;
  };
  return options
    .filter((option) => words.every((word) => textOf(option).includes(word)))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}
