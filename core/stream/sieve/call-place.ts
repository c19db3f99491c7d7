import { assertNever } from '../../shared/assert-never.ts';
import type { SieveOutcome } from './call-ledger.ts';
import type { CallRead } from './call-reader.ts';
import { type OpenCall, openCall } from './create-call-reader.ts';
import type { FormatMarkers, TextRole } from './format-markers.ts';
import { type OpenSection, readSection } from './read-section.ts';
import type { SieveChannels, SieveInput } from './sieve-driver.ts';
import { skipSpace } from './white-space.ts';

/** A role of a marker that begins calls. */
export type CallRole = TextRole & { readonly kind: 'call' };

/** Where calls were found, and where what turns out to be none belongs. */
export type CallOrigin = 'text' | 'reasoning';

/** Where reading goes on after calls; `call`: in the same place. */
export type AfterCall = 'more' | 'call' | CallOrigin;

/** Reads calls between running text and reasoning: one, or those of a section. */
export class CallPlace {
  readonly #markers: FormatMarkers;
  readonly #channels: SieveChannels;
  #origin: CallOrigin = 'text';
  #open: OpenCall | undefined;
  #section: OpenSection | undefined;
  #isInterrupted = false;
  /** A call right behind whose opening marker reasoning began: it may go on behind the reasoning. */
  #paused: OpenCall | undefined;
  #skipsSpace = false;
  /** A call that is none, or has paused: what follows decides. */
  #ending: OpenCall | undefined;

  constructor(markers: FormatMarkers, channels: SieveChannels) {
    this.#markers = markers;
    this.#channels = channels;
  }

  /** What is used up but not decided. */
  get held(): string {
    const skipped = this.#section?.hasCall === false ? this.#section.skipped : '';
    const draft = (this.#open ?? this.#ending ?? this.#paused)?.draft;
    return draft?.started === undefined ? skipped + (draft?.raw ?? '') : '';
  }

  /** Whether a call ended reasoning that was open, so that its closing marker may still come; told once. */
  takeInterruption(): boolean {
    const isInterrupted = this.#isInterrupted;
    this.#isInterrupted = false;
    return isInterrupted;
  }

  /** Reasoning ended: goes on with the call in which it began; false if there is none. */
  resume(): boolean {
    const paused = this.#paused;
    if (paused === undefined) return false;
    this.#paused = undefined;
    this.#open = openCall(paused.calls, paused.draft.raw, this.#channels);
    this.#skipsSpace = true;
    return true;
  }

  /** The output ended in the reasoning that began in a call. */
  abandon(): void {
    this.#paused?.draft.failIncomplete();
    this.#paused = undefined;
  }

  /** Begins a call behind its opening marker, '' for one that has none. */
  beginCall(role: CallRole, opener: string, origin: CallOrigin): void {
    this.#origin = origin;
    this.#open = openCall(role.calls, opener, this.#channels);
  }

  /** Begins a section behind its opening marker. */
  beginSection(opener: string, origin: CallOrigin): void {
    this.#origin = origin;
    this.#section = { skipped: opener, hasCall: false };
  }

  /** Reads on to the next border. */
  read(input: SieveInput, outcome: SieveOutcome | undefined): AfterCall {
    if (this.#ending !== undefined) return this.#endOrPause(this.#ending, input, outcome);
    if (this.#open !== undefined) return this.#readCall(this.#open, input, outcome);
    if (this.#section !== undefined) return this.#readSection(this.#section, input, outcome);
    return this.#origin;
  }

  #readSection(
    section: OpenSection,
    input: SieveInput,
    outcome: SieveOutcome | undefined,
  ): AfterCall {
    const read = readSection(section, this.#markers, input, outcome !== undefined);
    switch (read.kind) {
      case 'more':
        return 'more';
      case 'on':
        return 'call';
      case 'call':
        this.beginCall(read.role, read.opener, this.#origin);
        return 'call';
      case 'end':
        if (read.problem !== undefined) this.#failSection(read.problem, section.skipped);
        this.#section = undefined;
        this.#endOrigin();
        this.#channels.visible.noteCall();
        return 'text';
      case 'text':
        this.#section = undefined;
        this.#writeOrigin(section.skipped);
        return this.#origin;
      default:
        return assertNever(read, 'section');
    }
  }

  #failSection(code: 'malformed_call' | 'incomplete_call', raw: string): void {
    const isCut = code === 'incomplete_call';
    this.#channels.ledger.fail(code, isCut ? 'that breaks off' : 'without its name', raw);
  }

  #readCall(open: OpenCall, input: SieveInput, outcome: SieveOutcome | undefined): AfterCall {
    if (this.#skipsSpace) {
      input.at = skipSpace(input.text, input.at);
      if (input.unit === '' && outcome === undefined) return 'more';
      this.#skipsSpace = false;
    }
    const read = open.reader.read(input.text, input.at, outcome);
    input.at = read.position;
    if (read.kind === 'more') return 'more';
    this.#open = undefined;
    if (read.kind !== 'text') return this.#endCall(open, read);
    this.#ending = open;
    return this.#endOrPause(open, input, outcome);
  }

  /** What began like a call does not go on like one: it is text, unless reasoning or its marker stands where it should go on. */
  #endOrPause(open: OpenCall, input: SieveInput, outcome: SieveOutcome | undefined): AfterCall {
    const mayPause = !open.isDoubtful && this.#section === undefined && this.#origin === 'text';
    const next = mayPause
      ? this.#markers.text.matchAt(input.text, input.at, outcome !== undefined)
      : undefined;
    if (next?.kind === 'hold') return 'more';
    this.#ending = undefined;
    const role = next?.kind === 'match' ? next.role : undefined;
    if (role?.kind === 'reasoning-open') {
      this.#paused = open;
      return this.#origin;
    }
    const isAgain = role?.kind === 'call' && role.isOpener && role.calls[0] === open.calls[0];
    if (next?.kind === 'match' && isAgain) {
      // The opening marker stands twice: both belong to the call, or to the text.
      this.beginCall(role, open.draft.raw + input.slice(next.end), this.#origin);
      input.at = next.end;
      return 'call';
    }
    return this.#endAsText(input, open);
  }

  #endCall(open: OpenCall, read: CallRead): AfterCall {
    this.#endOrigin();
    this.#channels.visible.noteCall();
    if (this.#section !== undefined) this.#section = { skipped: '', hasCall: true };
    if (read.kind === 'chained') this.#open = openCall(open.calls, '', this.#channels);
    return this.#section === undefined && this.#open === undefined ? 'text' : 'call';
  }

  /** What began like a call is none: its text is released, and where it may hold markers it is read again. */
  #endAsText(input: SieveInput, { draft, isDoubtful }: OpenCall): CallOrigin {
    const { raw } = draft;
    const skipped = this.#section?.skipped ?? '';
    this.#section = undefined;
    if (!isDoubtful) this.#writeOrigin(skipped + raw);
    else {
      this.#writeOrigin(skipped);
      this.#writeOrigin(raw === '' ? input.unit : raw.slice(0, 1));
      if (raw === '') input.at += 1;
      else input.putBack(raw.slice(1));
    }
    return this.#origin;
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
