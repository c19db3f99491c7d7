import { assertNever } from '../../shared/assert-never.ts';
import type { SegmentRoute, SegmentSyntax, ToolFormat } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import {
  type BodyRole,
  CallDraft,
  type CallReader,
  doubtLimit,
  namePattern,
} from './call-reader.ts';
import { CodeCallReader } from './code-call-reader.ts';
import { JsonCallReader } from './json-call-reader.ts';
import { MarkerMatcher } from './marker-matcher.ts';
import type { SieveChannels, SieveDriver, SieveInput } from './sieve-driver.ts';

type SegmentRole = 'open' | 'within' | 'header-end' | 'close' | 'strip' | 'stop';

interface PreparedRoute {
  readonly route: SegmentRoute;
  readonly pattern: RegExp;
}

/** Reads formats whose output is a row of segments, each with a header that says what its body is. */
export class SegmentDriver implements SieveDriver {
  readonly #channels: SieveChannels;
  readonly #routes: readonly PreparedRoute[];
  readonly #firstHeader: RegExp;
  readonly #hasClose: boolean;
  readonly #headerMarkers: MarkerMatcher<SegmentRole>;
  readonly #bodyMarkers: MarkerMatcher<SegmentRole>;
  readonly #callMarkers: MarkerMatcher<BodyRole>;
  #place: 'header' | 'text' | 'reasoning' | 'call' | 'stopped' = 'header';
  /** What led to the header, and how much of that belongs to it. */
  #opener = '';
  #headerStart = '';
  #isFirst = true;
  #reader: CallReader | undefined;

  constructor(format: ToolFormat, segments: SegmentSyntax, channels: SieveChannels) {
    const { open, within, headerEnd, close } = segments;
    this.#channels = channels;
    this.#routes = segments.routes.map((route) => ({
      route,
      pattern: new RegExp(route.header, 'u'),
    }));
    this.#firstHeader = new RegExp(segments.firstHeader, 'u');
    this.#hasClose = close.length > 0;
    this.#headerMarkers = new MarkerMatcher<SegmentRole>([
      ...mark(headerEnd, 'header-end'),
      ...mark(open, 'open'),
      ...mark(close, 'close'),
    ]);
    this.#bodyMarkers = new MarkerMatcher<SegmentRole>([
      ...mark(open, 'open'),
      ...mark(within, 'within'),
      ...mark(close, 'close'),
      ...mark(format.strip, 'strip'),
      ...mark(format.stop ?? [], 'stop'),
    ]);
    this.#callMarkers = new MarkerMatcher<BodyRole>([
      ...mark(close, 'close'),
      ...mark([...listHeaders(segments, channels.tools.names), ...within], 'open'),
      ...mark([...format.strip, ...(format.stop ?? [])], 'other'),
    ]);
  }

  get held(): string {
    return this.#place === 'header' ? this.#opener : '';
  }

  step(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    switch (this.#place) {
      case 'header':
        return this.#readHeader(input, outcome);
      case 'text':
      case 'reasoning':
        return this.#readBody(input, outcome !== undefined);
      case 'call':
        return this.#readCall(input, outcome);
      case 'stopped':
        input.at = input.text.length;
        return false;
      default:
        return assertNever(this.#place, 'place');
    }
  }

  #readHeader(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const scan = this.#headerMarkers.scanNear(
      input.text,
      input.at,
      doubtLimit,
      outcome !== undefined,
    );
    const certain = input.slice(scan.start);
    const isHeader =
      certain.length <= doubtLimit && (!this.#isFirst || this.#firstHeader.test(certain));
    if (isHeader && scan.kind !== 'match' && outcome === undefined) return false;
    if (!isHeader) this.#takeAsText();
    else if (scan.kind !== 'match') this.#endInHeader(input, certain);
    else if (scan.role !== 'header-end' || !this.#beginBody(certain, input.slice(scan.end))) {
      this.#takeAsText();
    } else input.at = scan.end;
    return true;
  }

  /** Begins the segment that the header is for; false when it fits no route. */
  #beginBody(certain: string, header: string): boolean {
    const found = this.#findRoute(certain);
    if (found === undefined) return false;
    const { route, name } = found;
    this.#isFirst = false;
    if (route.to === 'text' || route.to === 'reasoning') {
      this.#place = route.to;
      return true;
    }
    const draft = new CallDraft(this.#channels.ledger, this.#opener + header);
    this.#place = 'call';
    if (route.to === 'code') {
      const syntax = { tool: name, argument: route.argument ?? 'code' };
      this.#reader = new CodeCallReader(draft, this.#callMarkers, syntax);
    } else {
      const isName = namePattern.test(name);
      if (isName) draft.start(name);
      const options = {
        keys: undefined,
        hasClose: this.#hasClose,
        ...(isName ? {} : { nameProblem: 'without a proper name' }),
      };
      this.#reader = new JsonCallReader(draft, this.#callMarkers, options);
    }
    return true;
  }

  #findRoute(certain: string): { readonly route: SegmentRoute; readonly name: string } | undefined {
    const header = this.#headerStart + certain;
    for (const { route, pattern } of this.#routes) {
      const match = pattern.exec(header);
      if (match === null) continue;
      const name = match[1] ?? '';
      if (route.onlyOffered !== true || this.#channels.tools.isOffered(name)) {
        return { route, name };
      }
    }
    return undefined;
  }

  /** What looked like a header is text; where the output begins, or behind a marker that is shown. */
  #takeAsText(): void {
    this.#channels.visible.write(this.#opener);
    this.#isFirst = false;
    this.#place = 'text';
  }

  /** The output ends in a header: a call is cut; otherwise only the beginning of the output can be text. */
  #endInHeader(input: SieveInput, certain: string): void {
    const header = certain.slice(0, this.#bodyMarkers.findCutMarker(certain, 0));
    const mayBeHeader = this.#headerStart !== '' || this.#firstHeader.test(header);
    if (this.#opener === '' || !mayBeHeader) return this.#takeAsText();
    const to = this.#findRoute(header)?.route.to;
    if (to !== 'text' && to !== 'reasoning') {
      const raw = this.#opener + certain;
      this.#channels.ledger.fail('incomplete_call', 'that breaks off', raw);
    }
    input.at = input.text.length;
    this.#place = 'stopped';
  }

  #readBody(input: SieveInput, isFinal: boolean): boolean {
    const { visible, reasoning } = this.#channels;
    const scan = this.#bodyMarkers.scan(input.text, input.at, isFinal);
    const text = input.slice(scan.start);
    if (this.#place === 'reasoning') reasoning.write(text);
    else visible.write(text);
    input.at = scan.start;
    if (scan.kind !== 'match') return false;
    const marker = input.slice(scan.end);
    input.at = scan.end;
    if (scan.role === 'strip') return true;
    if (this.#place === 'reasoning') {
      reasoning.close();
      visible.noteReasoningEnd();
    }
    this.#place = 'text';
    if (scan.role === 'stop') this.#place = 'stopped';
    if (scan.role === 'open' || scan.role === 'within') {
      this.#opener = marker;
      this.#headerStart = scan.role === 'within' ? marker : '';
      this.#place = 'header';
    }
    return true;
  }

  #readCall(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const read = this.#reader?.read(input.text, input.at, outcome);
    if (read === undefined) return false;
    input.at = read.position;
    if (read.kind === 'more') return false;
    this.#channels.visible.noteCall();
    this.#place = 'text';
    return true;
  }
}

/** What begins a segment beyond doubt: a bare marker may stand in code, as Python's prompt does. */
function listHeaders(segments: SegmentSyntax, toolNames: readonly string[]): readonly string[] {
  const { open, close, headerEnd, fixedHeaders = [] } = segments;
  if (close.length > 0 || toolNames.length === 0) return open;
  const headers = [...fixedHeaders, ...toolNames];
  return open.flatMap((marker) =>
    headers.flatMap((header) => headerEnd.map((end) => marker + header + end)),
  );
}

function mark<const Role>(
  markers: readonly string[],
  role: Role,
): readonly (readonly [string, Role])[] {
  return markers.map((marker) => [marker, role] as const);
}
