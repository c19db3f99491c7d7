import { doubtLimit } from './call-reader.ts';
import { mayStart } from './call-start.ts';
import type { FormatMarkers, PreparedSyntax, TextRole } from './format-markers.ts';
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

type SectionMarkers = Pick<FormatMarkers, 'section' | 'sectionBare'>;

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
  markers: SectionMarkers,
  input: SieveInput,
  isFinal: boolean,
): SectionRead {
  const bare = readBareCall(section, markers.sectionBare, input);
  if (bare !== undefined) return bare;
  const matcher = markers.section;
  const scan = matcher.scanNear(input.text, input.at, doubtLimit, isFinal);
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

/** A call that begins without a marker right behind the section's, or behind the call before. */
function readBareCall(
  section: OpenSection,
  syntaxes: readonly PreparedSyntax[],
  input: SieveInput,
): SectionRead | undefined {
  if (syntaxes.length === 0) return undefined;
  const at = skipSpace(input.text, input.at);
  if (at - input.at > doubtLimit) return undefined;
  const calls = syntaxes.filter(({ syntax }) => mayStart(syntax, input.text, at) === true);
  if (calls.length === 0) return undefined;
  skipTo(at, section, input);
  const role = { kind: 'call', calls, isOpener: false, isAtLineStart: false } as const;
  return { kind: 'call', role, opener: '' };
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
