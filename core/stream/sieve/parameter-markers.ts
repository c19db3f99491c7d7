import type { ParameterCallSyntax, ToolFormat } from '../formats/tool-format.ts';
import type { BodyRole } from './call-reader.ts';
import { MarkerMatcher } from './marker-matcher.ts';

/** What a marker within a call with tagged parameters means. */
export type TagRole =
  | 'name-end'
  | 'key-open'
  | 'key-close'
  | 'string-key-close'
  | 'json-key-close'
  | 'value'
  | 'close'
  /** The call ends here without its closing marker. */
  | 'end'
  /** The output breaks off here. */
  | 'other';

/** A marker that was found within a call. */
export interface TagMatch {
  readonly start: number;
  readonly end: number;
  readonly role: TagRole;
}

/** The markers of tagged parameters, by place. */
export interface ParameterMarkers {
  readonly head: MarkerMatcher<TagRole>;
  readonly between: MarkerMatcher<TagRole>;
  readonly key: MarkerMatcher<TagRole>;
  readonly valueOpen: MarkerMatcher<TagRole> | undefined;
  readonly value: MarkerMatcher<TagRole>;
  readonly afterValue: MarkerMatcher<TagRole>;
  /** What shows that a marker at the end of a call is no part of a value whose own end is missing. */
  readonly afterCall: MarkerMatcher<TagRole>;
  readonly body: MarkerMatcher<BodyRole>;
}

/** Prepares the matchers for one syntax of tagged parameters. */
export function prepareParameterMarkers(
  format: ToolFormat,
  syntax: ParameterCallSyntax,
  body: MarkerMatcher<BodyRole>,
): ParameterMarkers {
  const ends = [...(format.section?.close ?? []), ...format.calls.flatMap((call) => call.open)];
  const following: readonly Marker[] = [
    ...mark(syntax.keyOpen, 'key-open'),
    ...mark(syntax.close, 'close'),
    ...mark(ends, 'end'),
  ];
  const others = mark([...format.strip, ...(format.stop ?? [])], 'other');
  return {
    head: new MarkerMatcher([...mark(syntax.nameEnd, 'name-end'), ...following, ...others]),
    between: new MarkerMatcher([...following, ...others]),
    key: new MarkerMatcher([
      ...mark(syntax.keyClose, 'key-close'),
      ...mark(syntax.stringKeyClose, 'string-key-close'),
      ...mark(syntax.jsonKeyClose, 'json-key-close'),
    ]),
    valueOpen:
      syntax.valueOpen === undefined
        ? undefined
        : new MarkerMatcher(mark(syntax.valueOpen, 'value')),
    value: new MarkerMatcher([
      ...mark(syntax.valueClose, 'value'),
      ...(syntax.valueMayLackClose === true
        ? [...mark(syntax.keyOpen, 'key-open'), ...mark(syntax.close, 'close')]
        : []),
    ]),
    afterValue: new MarkerMatcher(following),
    afterCall: new MarkerMatcher([...mark(ends, 'end'), ...others]),
    body,
  };
}

type Marker = readonly [string, TagRole];

function mark(markers: readonly string[] | undefined, role: TagRole): readonly Marker[] {
  return (markers ?? []).map((marker) => [marker, role] as const);
}
