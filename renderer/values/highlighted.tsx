import { Fragment, type ReactNode } from 'react';
import { showHidden } from '../ui/visible-text.ts';

/** A text with what it hides shown, and the searched words marked; `needle` in small letters, '' marks nothing. */
export function Highlighted({
  text: given,
  needle,
}: {
  readonly text: string;
  readonly needle: string;
}): ReactNode {
  const text = showHidden(given);
  if (needle === '') return text;
  const lower = text.toLowerCase();
  // A few letters become two when they are made small: places would not fit any more.
  if (lower.length !== text.length) return text;
  const parts: ReactNode[] = [];
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    parts.push(
      <Fragment key={at}>
        {text.slice(from, at)}
        <mark className="rounded-[2px] bg-waiting-quiet text-waiting outline outline-waiting">
          {text.slice(at, at + needle.length)}
        </mark>
      </Fragment>,
    );
    from = at + needle.length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
