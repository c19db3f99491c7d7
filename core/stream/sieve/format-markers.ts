import type { CallSyntax, ToolFormat } from '../formats/tool-format.ts';
import type { BodyRole } from './call-reader.ts';
import { MarkerMatcher } from './marker-matcher.ts';

/** What a marker in visible text means. */
type TextRole =
  | { readonly kind: 'call'; readonly call: PreparedSyntax }
  | { readonly kind: 'reasoning' }
  | { readonly kind: 'strip' }
  | { readonly kind: 'stop' };

/** What a marker in reasoning means. */
type ReasoningRole = 'open' | 'close' | 'strip';

/** A way of writing calls with the markers that are live inside one. */
export interface PreparedSyntax {
  readonly syntax: CallSyntax;
  readonly body: MarkerMatcher<BodyRole>;
  /** As `body`, and the separator after a name. */
  readonly head: MarkerMatcher<BodyRole>;
}

/** A format's live markers, by place. */
export interface FormatMarkers {
  readonly text: MarkerMatcher<TextRole>;
  readonly reasoning: MarkerMatcher<ReasoningRole>;
}

/** Prepares a format's matchers; costs microseconds. */
export function prepareMarkers(format: ToolFormat): FormatMarkers {
  const opens = format.calls.flatMap((syntax) =>
    withRole<TextRole>(syntax.open, { kind: 'call', call: prepareSyntax(format, syntax) }),
  );
  const { reasoning, strip, stop } = format;
  return {
    text: new MarkerMatcher([
      ...opens,
      ...withRole<TextRole>(reasoning?.open, { kind: 'reasoning' }),
      ...withRole<TextRole>(strip, { kind: 'strip' }),
      ...withRole<TextRole>(stop, { kind: 'stop' }),
    ]),
    reasoning: new MarkerMatcher([
      ...withRole<ReasoningRole>(reasoning?.close, 'close'),
      ...withRole<ReasoningRole>(reasoning?.open, 'open'),
      ...withRole<ReasoningRole>(strip, 'strip'),
    ]),
  };
}

function prepareSyntax(format: ToolFormat, syntax: CallSyntax): PreparedSyntax {
  const closes = withRole<BodyRole>(syntax.close, 'close');
  const strips = withRole<BodyRole>(format.strip, 'other');
  // Code may hold any text, such as another call's marker in a string.
  if (syntax.body === 'code') {
    const body = new MarkerMatcher([...closes, ...strips]);
    return { syntax, body, head: body };
  }
  const interruptions = [
    ...format.calls.flatMap(({ open }) => withRole<BodyRole>(open, 'open')),
    ...withRole<BodyRole>(format.stop, 'other'),
    ...withRole<BodyRole>(format.reasoning?.open, 'other'),
    ...strips,
  ];
  const body = new MarkerMatcher([...closes, ...interruptions]);
  if (syntax.body !== 'head-json') return { syntax, body, head: body };
  const separators = withRole<BodyRole>(syntax.separator, 'separator');
  return { syntax, body, head: new MarkerMatcher([...separators, ...closes, ...interruptions]) };
}

function withRole<Role>(
  markers: readonly string[] | undefined,
  role: Role,
): readonly (readonly [string, Role])[] {
  return (markers ?? []).map((marker) => [marker, role] as const);
}
