import { doubtLimit } from './call-reader.ts';
import type { TextRole } from './format-markers.ts';
import type { MarkerMatcher } from './marker-matcher.ts';
import type { SieveInput } from './sieve-driver.ts';
import { skipSpace } from './white-space.ts';

/** A section that was opened. */
export interface OpenSection {
  /** What is text if no call follows: the opening marker, and what stood between it and what began like a call. */
  skipped: string;
  /** Whether a call was read in it; before that it may be a word like any other. */
  hasCall: boolean;
}

/** What comes next in a section; what it used up of the input is used up. */
type SectionRead =
  | { readonly kind: 'more' }
  /** Nothing that matters was passed. */
  | { readonly kind: 'on' }
  | {
      readonly kind: 'call';
      readonly role: TextRole & { readonly kind: 'call' };
      readonly opener: string;
    }
  | { readonly kind: 'end'; readonly problem?: 'malformed_call' | 'incomplete_call' }
  /** No call follows: what was skipped is text, and so is the rest. */
  | { readonly kind: 'text' };

/** Reads up to a section's next call or its end: other text between is dropped, if one of them follows soon. */
export function readSection(
  section: OpenSection,
  matcher: MarkerMatcher<TextRole>,
  input: SieveInput,
  isFinal: boolean,
): SectionRead {
  const scan = matcher.scan(input.text, input.at, isFinal);
  const isNear = scan.start - input.at <= doubtLimit;
  if (isNear && scan.kind !== 'match' && !isFinal) return { kind: 'more' };
  const match = isNear && scan.kind === 'match' ? scan : undefined;
  const role = match?.role;
  if (match !== undefined && role?.kind === 'call') {
    section.skipped += input.slice(match.start);
    input.at = role.isOpener ? match.end : match.start;
    return { kind: 'call', role, opener: input.text.slice(match.start, input.at) };
  }
  if (match !== undefined && role?.kind === 'section-close') {
    skipTo(match.end, section, input);
    return section.hasCall ? { kind: 'end' } : { kind: 'end', problem: 'malformed_call' };
  }
  if (section.hasCall) {
    // The text that follows belongs to no section, and is read as such.
    section.skipped = '';
    return { kind: 'text' };
  }
  const isBlank = skipSpace(input.text, input.at) === scan.start;
  if (match !== undefined && role?.kind === 'section-open' && isBlank) {
    skipTo(match.end, section, input);
    return { kind: 'on' };
  }
  if (!isFinal || !mayGoOn(matcher, input)) return { kind: 'text' };
  skipTo(input.text.length, section, input);
  return { kind: 'end', problem: 'incomplete_call' };
}

function skipTo(to: number, section: OpenSection, input: SieveInput): void {
  section.skipped += input.slice(to);
  input.at = to;
}

/** Whether the output ends where a section's call may begin. */
function mayGoOn(matcher: MarkerMatcher<TextRole>, input: SieveInput): boolean {
  const wordAt = skipSpace(input.text, input.at);
  return matcher.findCutMarker(input.text, wordAt) === wordAt;
}
