import { assertNever } from '../../shared/assert-never.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import type { SieveOutcome } from './call-ledger.ts';
import { type CallOrigin, CallPlace, type CallRole } from './call-place.ts';
import { type FormatMarkers, prepareMarkers } from './format-markers.ts';
import type { SieveChannels, SieveDriver, SieveInput } from './sieve-driver.ts';
import { skipSpace } from './white-space.ts';

/** Reads formats that mark calls and reasoning within running text. */
export class MarkerDriver implements SieveDriver {
  readonly #markers: FormatMarkers;
  readonly #channels: SieveChannels;
  readonly #calls: CallPlace;
  #place: 'text' | 'reasoning' | 'call' | 'stopped' = 'text';

  constructor(format: ToolFormat, channels: SieveChannels, startsInReasoning: boolean) {
    this.#markers = prepareMarkers(format, channels.tools.names);
    this.#channels = channels;
    this.#calls = new CallPlace(this.#markers, channels);
    if (startsInReasoning && format.reasoning !== undefined) this.#place = 'reasoning';
  }

  get held(): string {
    return this.#calls.held;
  }

  step(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const isFinal = outcome !== undefined;
    switch (this.#place) {
      case 'text':
        return this.#readBare(input, isFinal) || this.#readText(input, isFinal);
      case 'reasoning':
        return this.#readReasoning(input, isFinal);
      case 'call':
        return this.#readCalls(input, outcome);
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
      case 'call-close':
        // It belongs to a call whose section was not opened, or that it closes once more.
        if (visible.isAfterCall) visible.noteCall();
        else visible.write(marker);
        break;
      case 'reasoning-open':
        visible.releaseSpace();
        this.#place = 'reasoning';
        break;
      case 'reasoning-close':
        if (this.#calls.takeInterruption()) visible.noteWrapper();
        else visible.write(marker);
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
    if (scan.kind !== 'match' && isFinal) this.#calls.abandon();
    if (scan.kind !== 'match') return false;
    const marker = input.slice(scan.end);
    input.at = scan.end;
    switch (scan.role.kind) {
      case 'reasoning-close':
        reasoning.close();
        visible.noteReasoningEnd();
        this.#place = this.#calls.resume() ? 'call' : 'text';
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

  #beginCall(role: CallRole, opener: string, origin: CallOrigin): void {
    this.#calls.beginCall(role, opener, origin);
    this.#place = 'call';
  }

  #beginSection(opener: string, origin: CallOrigin): void {
    this.#calls.beginSection(opener, origin);
    this.#place = 'call';
  }

  #readCalls(input: SieveInput, outcome: SieveOutcome | undefined): boolean {
    const after = this.#calls.read(input, outcome);
    if (after === 'more') return false;
    this.#place = after;
    return true;
  }
}
