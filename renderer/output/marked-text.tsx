import type { ReactNode } from 'react';

interface MarkedTextProps {
  readonly text: string;
  /** Words that are marked, in any case; '' for none. */
  readonly sought: string;
}

/** Text in which the words that are looked for stand out. */
export function MarkedText({ text, sought }: MarkedTextProps): ReactNode {
  if (sought === '') return text;
  const pieces: ReactNode[] = [];
  const lower = text.toLowerCase();
  const wanted = sought.toLowerCase();
  let end = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, end)) {
    pieces.push(text.slice(end, at));
    end = at + wanted.length;
    pieces.push(
      <mark key={at} className="rounded-xs bg-accent text-accent-ink">
        {text.slice(at, end)}
      </mark>,
    );
  }
  return [...pieces, text.slice(end)];
}
