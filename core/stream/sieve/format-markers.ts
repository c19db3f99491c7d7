import type { CallSyntax, HeadCallSyntax, ToolFormat } from '../formats/tool-format.ts';
import type { BodyRole } from './call-reader.ts';
import { MarkerMatcher } from './marker-matcher.ts';
import { type ParameterMarkers, prepareParameterMarkers } from './parameter-markers.ts';

/** What a marker outside calls means. */
export type TextRole =
  /** One of these begins here. `isOpener`: the marker stands before the call; otherwise it is the call's beginning. */
  | {
      readonly kind: 'call';
      readonly calls: readonly PreparedSyntax[];
      readonly isOpener: boolean;
      /** Whether it counts only where a line begins. */
      readonly isAtLineStart: boolean;
    }
  | {
      readonly kind:
        | 'section-open'
        | 'section-close'
        | 'call-close'
        | 'reasoning-open'
        | 'reasoning-close'
        | 'strip'
        | 'wrapper'
        | 'stop';
    };

/** A way of writing calls with the markers that are live inside one. */
export interface PreparedSyntax {
  readonly syntax: CallSyntax;
  readonly body: MarkerMatcher<BodyRole>;
  /** As `body`, but closing markers are not used up: for one of several calls between the same markers. */
  readonly element: MarkerMatcher<BodyRole>;
  /** As `body`, and the separator after a name. */
  readonly head: MarkerMatcher<BodyRole>;
  readonly parameters: ParameterMarkers | undefined;
}

/** A format's live markers, by place. */
export interface FormatMarkers {
  readonly text: MarkerMatcher<TextRole>;
  readonly reasoning: MarkerMatcher<TextRole>;
  readonly section: MarkerMatcher<TextRole>;
  /** What may begin without a marker at the start of the answer. */
  readonly bare: readonly PreparedSyntax[];
  /** What may begin without a marker in a section. */
  readonly sectionBare: readonly PreparedSyntax[];
}

/** Prepares a format's matchers; costs microseconds. `toolNames` are markers where a format has no others. */
export function prepareMarkers(format: ToolFormat, toolNames: readonly string[]): FormatMarkers {
  const prepared = format.calls.map((syntax) => prepareSyntax(format, syntax));
  const calls = listCallMarkers(prepared, toolNames);
  const { reasoning, section, strip, stop } = format;
  const sections = markAs(section?.open, 'section-open');
  const sectionEnds = markAs(section?.close, 'section-close');
  const callEnds = markAs(listStrayEnds(format), 'call-close');
  const plain = [...markAs(strip, 'strip'), ...markAs(format.wrappers, 'wrapper')];
  const interrupting = reasoning?.callsInside === true;
  return {
    text: new MarkerMatcher([
      ...sections,
      ...calls,
      ...sectionEnds,
      ...callEnds,
      ...markAs(reasoning?.open, 'reasoning-open'),
      ...(interrupting ? markAs(reasoning.close, 'reasoning-close') : []),
      ...plain,
      ...markAs(stop, 'stop'),
    ]),
    reasoning: new MarkerMatcher([
      ...markAs(reasoning?.close, 'reasoning-close'),
      ...markAs(reasoning?.open, 'reasoning-open'),
      ...markAs(strip, 'strip'),
      ...(interrupting ? [...sections, ...calls] : []),
    ]),
    section: new MarkerMatcher([
      ...calls,
      ...sections,
      ...sectionEnds,
      ...markAs(strip, 'strip'),
      ...markAs(stop, 'stop'),
    ]),
    bare: prepared.filter(({ syntax }) => syntax.bare === 'start'),
    sectionBare: prepared.filter(({ syntax }) => syntax.bare === 'section'),
  };
}

/** What closes a call, and may stand behind one once more; a code fence may open another. */
export function listStrayEnds(format: ToolFormat): readonly string[] {
  return format.calls.flatMap(({ close }) => close).filter((marker) => !marker.startsWith('`'));
}

type TextMarker = readonly [string, TextRole];

function markAs(
  markers: readonly string[] | undefined,
  kind: Exclude<TextRole['kind'], 'call'>,
): readonly TextMarker[] {
  return (markers ?? []).map((marker) => [marker, { kind }] as const);
}

/** Syntaxes that share an opening marker share its role, and are told apart by what follows. */
function listCallMarkers(
  prepared: readonly PreparedSyntax[],
  toolNames: readonly string[],
): readonly TextMarker[] {
  const byOpener = new Map<string, PreparedSyntax[]>();
  const markers: TextMarker[] = [];
  for (const one of prepared) {
    for (const opener of one.syntax.open) {
      const sharing = byOpener.get(opener);
      if (sharing === undefined) byOpener.set(opener, [one]);
      else sharing.push(one);
    }
    const role = { kind: 'call', calls: [one], isOpener: false, isAtLineStart: false } as const;
    if (one.syntax.bare === 'anywhere') {
      for (const unit of one.syntax.starts ?? '') markers.push([unit, role]);
    }
    const { afterToolName } = one.syntax;
    if (afterToolName !== undefined) {
      const spellings = [afterToolName, afterToolName.replace(/^\n/, '\r\n')];
      for (const after of new Set(spellings)) {
        for (const name of toolNames) {
          markers.push([name + after, { ...role, isAtLineStart: true }]);
        }
      }
    }
  }
  for (const [opener, calls] of byOpener) {
    markers.push([opener, { kind: 'call', calls, isOpener: true, isAtLineStart: false }]);
  }
  return markers;
}

function prepareSyntax(format: ToolFormat, syntax: CallSyntax): PreparedSyntax {
  const strips = withRole(format.strip, 'other');
  const interruptions = [
    ...format.calls.flatMap(({ open }) => withRole(open, 'open')),
    ...withRole(format.section?.close, 'other'),
    ...withRole(format.stop, 'other'),
    ...withRole(format.reasoning?.open, 'other'),
    ...strips,
  ];
  // Code may hold any text, such as another call's marker in a string.
  const live = syntax.body === 'code' ? strips : interruptions;
  // A code fence ends what another one may begin.
  const inside = live.filter(([marker]) => !syntax.close.some((close) => marker.startsWith(close)));
  const body = new MarkerMatcher([...withRole(syntax.close, 'close'), ...inside]);
  const element = new MarkerMatcher([...withRole(syntax.close, 'open'), ...inside]);
  const separators = syntax.body === 'head-json' ? listSeparators(syntax) : [];
  return {
    syntax,
    body,
    element,
    head:
      separators.length === 0
        ? body
        : new MarkerMatcher([...separators, ...withRole(syntax.close, 'close'), ...inside]),
    parameters:
      syntax.body === 'parameters' ? prepareParameterMarkers(format, syntax, body) : undefined,
  };
}

function listSeparators(syntax: HeadCallSyntax): readonly (readonly [string, BodyRole])[] {
  const values = syntax.mayLackSeparator === true ? ['{'] : [];
  return [...withRole(syntax.separator, 'separator'), ...withRole(values, 'value')];
}

function withRole(
  markers: readonly string[] | undefined,
  role: BodyRole,
): readonly (readonly [string, BodyRole])[] {
  return (markers ?? []).map((marker) => [marker, role] as const);
}
