import type { ReactNode } from 'react';
import { showHidden } from '../ui/visible-text.ts';

interface MarkedTextProps {
  readonly text: string;
  /** Words that are marked, in any case; '' for none. */
  readonly sought: string;
}

/** Text with what it hides shown, in which the words that are looked for stand out. */
export function MarkedText({ text: given, sought }: MarkedTextProps): ReactNode {
  const text = showHidden(given);
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
