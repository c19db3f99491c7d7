import { type BodyRole, doubtLimit } from './call-reader.ts';
import type { MarkerMatcher } from './marker-matcher.ts';

const fenceEndPattern = /\s*```/y;
const harmlessJunk = /^[\s}\])`]*$/;

/** What stands behind a call's value. */
type CallTail =
  | { readonly kind: 'more' }
  /** The call ends at `position`; `hasJunk`: something that does not belong there stands before its closing marker. */
  | { readonly kind: 'end'; readonly position: number; readonly hasJunk: boolean };

/** How a call ends after its value. */
export interface TailOptions {
  /** Whether a marker ends the call; otherwise it ends with its value. */
  readonly hasClose: boolean;
  /** Whether the value stands in a code fence. */
  readonly isFenced: boolean;
  readonly isFinal: boolean;
}

/** Looks for the closing marker behind a call's value, over superfluous brackets; without one the value ends the call. */
export function readCallTail(
  matcher: MarkerMatcher<BodyRole>,
  input: string,
  from: number,
  options: TailOptions,
): CallTail {
  if (!options.hasClose) return readFenceEnd(input, from, options);
  const scan = matcher.scanNear(input, from, doubtLimit, options.isFinal);
  const isNear = scan.start - from <= doubtLimit;
  if (isNear && scan.kind === 'match' && scan.role === 'close') {
    const hasJunk = !harmlessJunk.test(input.slice(from, scan.start));
    return { kind: 'end', position: scan.end, hasJunk };
  }
  if (isNear && scan.kind !== 'match' && !options.isFinal) return { kind: 'more' };
  return { kind: 'end', position: from, hasJunk: false };
}

function readFenceEnd(input: string, from: number, options: TailOptions): CallTail {
  const end = { kind: 'end', position: from, hasJunk: false } as const;
  if (!options.isFenced) return end;
  fenceEndPattern.lastIndex = from;
  if (fenceEndPattern.test(input)) return { ...end, position: fenceEndPattern.lastIndex };
  const rest = input.slice(from, from + doubtLimit + 1);
  const mayCome = rest.length <= doubtLimit && /^\s*`{0,2}$/.test(rest);
  return mayCome && !options.isFinal ? { kind: 'more' } : end;
}
