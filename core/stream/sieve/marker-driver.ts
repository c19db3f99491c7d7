import { assertNever } from '../../shared/assert-never.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import type { CallRead } from './call-reader.ts';
import { type OpenCall, openCall } from './create-call-reader.ts';
import { type FormatMarkers, type TextRole, prepareMarkers } from './format-markers.ts';
import { type OpenSection, readSection } from './read-section.ts';
import type { SieveChannels, SieveDriver, SieveInput } from './sieve-driver.ts';
import { skipSpace } from './white-space.ts';

/** Reads formats that mark calls and reasoning within running text. */
export class MarkerDriver implements SieveDriver {
  readonly #markers: FormatMarkers;
  readonly #channels: SieveChannels;
  #place: 'text' | 'reasoning' | 'section' | 'call' | 'stopped' = 'text';
  /** Where a marker's text belongs that turns out to be a word. */
  #origin: 'text' | 'reasoning' = 'text';
  #open: OpenCall | undefined;
  #section: OpenSection | undefined;
  /** Whether a call ended reasoning that was open, so that its closing marker may still come. */
  #isInterrupted = false;

  constructor(format: ToolFormat, channels: SieveChannels, startsInReasoning: boolean) {
    this.#markers = prepareMarkers(format, channels.tools.names);
    this.#channels = channels;
    if (startsInReasoning && format.reasoning !== undefined) this.#place = 'reasoning';
  }

  get held(): string {
    const skipped = this.#section?.hasCall === false ? this.#section.skipped : '';
    const draft = this.#place === 'call' ? this.#open?.draft : undefined;
    return draft?.started === undefined ? skipped + (draft?.raw ?? '') : '';
  }

  step(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const isFinal = outcome !== undefined;
    switch (this.#place) {
      case 'text':
        return this.#readBare(input, isFinal) || this.#readText(input, isFinal);
      case 'reasoning':
        return this.#readReasoning(input, isFinal);
      case 'section':
        return this.#readSection(input, outcome);
      case 'call':
        return this.#readCall(input, outcome);
      case 'stopped':
        input.at = input.text.length;
        return false;
      default:
        return assertNever(this.#place, 'place');
    }
  }

  /** Begins a call that needs no marker, where the answer begins. */
  #readBare(input: SieveInput, isFinal: boolean): boolean {
    const { visible } = this.#channels;
    if (this.#markers.bare.length === 0 || !visible.isBlank) return false;
    const wordAt = skipSpace(input.text, input.at);
    visible.write(input.slice(wordAt));
    input.at = wordAt;
    const { unit } = input;
    const calls = this.#markers.bare.filter(({ syntax }) => syntax.starts?.includes(unit));
    if (unit === '' || calls.length === 0) return false;
    // A marker that begins like such a call comes first.
    if (this.#markers.text.matchAt(input.text, wordAt, isFinal) !== undefined) return false;
    this.#beginCall({ kind: 'call', calls, isOpener: false, isAtLineStart: false }, '', 'text');
    return true;
  }

  #readText(input: SieveInput, isFinal: boolean): boolean {
    const { visible } = this.#channels;
    const scan = this.#markers.text.scan(input.text, input.at, isFinal);
    visible.write(input.slice(scan.start));
    input.at = scan.start;
    if (scan.kind !== 'match') return false;
    const marker = input.slice(scan.end);
    const { role } = scan;
    if (role.kind === 'call' && !role.isOpener) {
      if (!role.isAtLineStart || visible.isLineStart) this.#beginCall(role, '', 'text');
      else this.#passUnit(input);
      return true;
    }
    input.at = scan.end;
    switch (role.kind) {
      case 'call':
        this.#beginCall(role, marker, 'text');
        break;
      case 'section-open':
        this.#beginSection(marker, 'text');
        break;
      case 'section-close':
        // It belongs to a call whose section was not opened.
        if (visible.isAfterCall) visible.noteCall();
        else visible.write(marker);
        break;
      case 'reasoning-open':
        visible.releaseSpace();
        this.#place = 'reasoning';
        break;
      case 'reasoning-close':
        if (this.#isInterrupted) visible.noteWrapper();
        else visible.write(marker);
        this.#isInterrupted = false;
        break;
      case 'wrapper':
        visible.noteWrapper();
        break;
      case 'stop':
        this.#place = 'stopped';
        break;
      case 'strip':
        break;
      default:
        assertNever(role, 'marker in text');
    }
    return true;
  }

  #passUnit(input: SieveInput): void {
    this.#channels.visible.write(input.unit);
    input.at += 1;
  }

  #readReasoning(input: SieveInput, isFinal: boolean): boolean {
    const { reasoning, visible } = this.#channels;
    const scan = this.#markers.reasoning.scan(input.text, input.at, isFinal);
    reasoning.write(input.slice(scan.start));
    input.at = scan.start;
    if (scan.kind !== 'match') return false;
    const marker = input.slice(scan.end);
    input.at = scan.end;
    switch (scan.role.kind) {
      case 'reasoning-close':
        reasoning.close();
        visible.noteReasoningEnd();
        this.#place = 'text';
        break;
      case 'reasoning-open':
        // Only at the very start it repeats what the template wrote; later it is a word like any other.
        if (!reasoning.isBlank) reasoning.write(marker);
        break;
      case 'call':
        this.#beginCall(scan.role, marker, 'reasoning');
        break;
      case 'section-open':
        this.#beginSection(marker, 'reasoning');
        break;
      default:
    }
    return true;
  }

  #beginSection(opener: string, origin: 'text' | 'reasoning'): void {
    this.#origin = origin;
    this.#section = { skipped: opener, hasCall: false };
    this.#place = 'section';
  }

  #readSection(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const section = this.#section;
    if (section === undefined) return false;
    const read = readSection(section, this.#markers, input, outcome !== undefined);
    switch (read.kind) {
      case 'more':
        return false;
      case 'on':
        break;
      case 'call':
        this.#beginCall(read.role, read.opener, this.#origin);
        break;
      case 'end':
        if (read.problem !== undefined) this.#failSection(read.problem, section.skipped);
        this.#leaveSection();
        break;
      case 'text':
        this.#section = undefined;
        this.#writeOrigin(section.skipped);
        this.#place = this.#origin;
        break;
      default:
        assertNever(read, 'section');
    }
    return true;
  }

  #failSection(code: 'malformed_call' | 'incomplete_call', raw: string): void {
    const isCut = code === 'incomplete_call';
    this.#channels.ledger.fail(code, isCut ? 'that breaks off' : 'without its name', raw);
  }

  #leaveSection(): void {
    this.#section = undefined;
    this.#endOrigin();
    this.#channels.visible.noteCall();
    this.#place = 'text';
  }

  #beginCall(
    role: TextRole & { readonly kind: 'call' },
    opener: string,
    origin: 'text' | 'reasoning',
  ): void {
    this.#origin = origin;
    this.#open = openCall(role.calls, opener, this.#channels);
    this.#place = 'call';
  }

  #readCall(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const open = this.#open;
    if (open === undefined) return false;
    const read = open.reader.read(input.text, input.at, outcome);
    input.at = read.position;
    if (read.kind === 'more') return false;
    this.#open = undefined;
    if (read.kind === 'text') this.#endAsText(input, open);
    else this.#endCall(open, read);
    return true;
  }

  #endCall(open: OpenCall, read: CallRead): void {
    this.#endOrigin();
    this.#channels.visible.noteCall();
    if (this.#section !== undefined) this.#section = { skipped: '', hasCall: true };
    this.#place = this.#section === undefined ? 'text' : 'section';
    if (read.kind === 'chained') {
      this.#open = openCall(open.calls, '', this.#channels);
      this.#place = 'call';
    }
  }

  /** What began like a call is none: its text is released, and where it may hold markers it is read again. */
  #endAsText(input: SieveInput, { draft, isDoubtful }: OpenCall): void {
    const { raw } = draft;
    this.#place = this.#origin;
    const skipped = this.#section?.skipped ?? '';
    this.#section = undefined;
    if (!isDoubtful) return this.#writeOrigin(skipped + raw);
    this.#writeOrigin(skipped);
    this.#writeOrigin(raw.slice(0, 1));
    if (raw === '') this.#passUnit(input);
    else input.putBack(raw.slice(1));
  }

  #writeOrigin(text: string): void {
    if (this.#origin === 'reasoning') this.#channels.reasoning.write(text);
    else this.#channels.visible.write(text);
  }

  /** A call came out of reasoning that was still open: the reasoning has ended. */
  #endOrigin(): void {
    if (this.#origin !== 'reasoning') return;
    this.#channels.reasoning.close();
    this.#isInterrupted = true;
    this.#origin = 'text';
  }
}
