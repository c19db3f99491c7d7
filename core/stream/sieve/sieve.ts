import { assertNever } from '../../shared/assert-never.ts';
import type { ChatPart, ToolSpec } from '../../contracts/chat.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { CallLedger, type SieveOutcome } from './call-ledger.ts';
import { CallDraft, type CallReader } from './call-reader.ts';
import { CodeCallReader } from './code-call-reader.ts';
import { type FormatMarkers, type PreparedSyntax, prepareMarkers } from './format-markers.ts';
import { HeadCallReader } from './head-call-reader.ts';
import { JsonCallReader } from './json-call-reader.ts';
import { PartQueue } from './part-queue.ts';
import { ReasoningText, VisibleText } from './text-channels.ts';

export type { SieveOutcome } from './call-ledger.ts';

/** What a sieve is made for. */
export interface SieveOptions {
  readonly format: ToolFormat;
  /** The tools offered to the model: they settle doubtful cases. Calls of other names are reported all the same. An empty list: unknown. */
  readonly tools: readonly ToolSpec[];
  /** Whether the chat template opened the reasoning already, so that the output begins inside it. */
  readonly startInReasoning?: boolean;
  /** Makes the id of each call, in order; by default `call_0`, `call_1`, … */
  readonly nextCallId?: () => string;
}

/** A call that is being read. */
interface OpenCall {
  readonly reader: CallReader;
  readonly draft: CallDraft;
  readonly call: PreparedSyntax;
}

/**
 * Parts a model's raw text, arriving in pieces, into visible text, reasoning and tool calls. The result is the same for
 * any pieces; every part comes out as soon as no further text can change it, and the cost per character is constant.
 * Calls are reported as finished by `end` only, since a turn that is cut makes none.
 */
export class Sieve {
  readonly #markers: FormatMarkers;
  readonly #isOffered: (name: string) => boolean;
  readonly #parts = new PartQueue();
  readonly #visible = new VisibleText(this.#parts);
  readonly #reasoning = new ReasoningText(this.#parts);
  readonly #ledger: CallLedger;
  #place: 'text' | 'reasoning' | 'call' | 'stopped' | 'ended' = 'text';
  #open: OpenCall | undefined;
  /** What is not read for good yet; bounded by a marker's length, or by the doubt limit at the start of a call. */
  #input = '';
  #at = 0;

  constructor(options: SieveOptions) {
    this.#markers = prepareMarkers(options.format);
    const offered = new Set(options.tools.map((tool) => tool.name));
    this.#isOffered = (name) => offered.size === 0 || offered.has(name);
    this.#ledger = new CallLedger(this.#parts, options.nextCallId);
    if (options.startInReasoning === true && options.format.reasoning !== undefined) {
      this.#place = 'reasoning';
    }
  }

  /** Takes the next piece of the output, of any size; returns the parts that are certain now. Throws after `end`. */
  push(text: string): ChatPart[] {
    if (this.#place === 'ended') throw new TypeError('This sieve has ended.');
    this.#input += text;
    this.#advance();
    return this.#parts.take();
  }

  /** Ends the output: releases held text, reports a call that was cut, then every whole call, finished or withheld. */
  end(outcome: SieveOutcome): ChatPart[] {
    if (this.#place === 'ended') throw new TypeError('This sieve has ended.');
    this.#advance(outcome);
    this.#place = 'ended';
    this.#ledger.settle(outcome);
    return this.#parts.take();
  }

  #advance(outcome?: SieveOutcome): void {
    this.#at = 0;
    while (this.#step(outcome));
    this.#input = this.#input.slice(this.#at);
  }

  /** Moves on to the next border between text, reasoning and calls; false when more input is needed. */
  #step(outcome: SieveOutcome | undefined): boolean {
    const place = this.#place;
    switch (place) {
      case 'text':
        return this.#readText(outcome !== undefined);
      case 'reasoning':
        return this.#readReasoning(outcome !== undefined);
      case 'call':
        return this.#readCall(outcome);
      case 'stopped':
      case 'ended':
        this.#at = this.#input.length;
        return false;
      default:
        return assertNever(place, 'place');
    }
  }

  #readText(isFinal: boolean): boolean {
    const scan = this.#markers.text.scan(this.#input, this.#at, isFinal);
    this.#visible.write(this.#input.slice(this.#at, scan.start));
    this.#at = scan.start;
    if (scan.kind !== 'match') return false;
    this.#at = scan.end;
    switch (scan.role.kind) {
      case 'call':
        this.#openCall(scan.role.call, this.#input.slice(scan.start, scan.end));
        break;
      case 'reasoning':
        this.#place = 'reasoning';
        break;
      case 'stop':
        this.#place = 'stopped';
        break;
      case 'strip':
        break;
      default:
        assertNever(scan.role, 'marker in text');
    }
    return true;
  }

  #readReasoning(isFinal: boolean): boolean {
    const scan = this.#markers.reasoning.scan(this.#input, this.#at, isFinal);
    this.#reasoning.write(this.#input.slice(this.#at, scan.start));
    this.#at = scan.start;
    if (scan.kind !== 'match') return false;
    this.#at = scan.end;
    if (scan.role === 'close') {
      this.#reasoning.close();
      this.#visible.noteReasoningEnd();
      this.#place = 'text';
    } else if (scan.role === 'open' && !this.#reasoning.isBlank) {
      // Only at the very start it repeats what the template wrote; later it is a word like any other.
      this.#reasoning.write(this.#input.slice(scan.start, scan.end));
    }
    return true;
  }

  #openCall(call: PreparedSyntax, opener: string): void {
    const draft = new CallDraft(this.#ledger, opener);
    this.#open = { call, draft, reader: this.#createReader(call, draft) };
    this.#place = 'call';
  }

  #readCall(outcome: SieveOutcome | undefined): boolean {
    const open = this.#open;
    if (open === undefined) return false;
    const read = open.reader.read(this.#input, this.#at, outcome);
    this.#at = read.position;
    if (read.kind === 'more') return false;
    this.#open = undefined;
    this.#place = 'text';
    if (read.kind === 'text') this.#visible.write(open.draft.raw);
    else this.#visible.noteCall();
    if (read.kind === 'chained') this.#openCall(open.call, '');
    return true;
  }

  #createReader(call: PreparedSyntax, draft: CallDraft): CallReader {
    const { syntax } = call;
    const hasClose = syntax.close.length > 0;
    switch (syntax.body) {
      case 'json':
        return new JsonCallReader(draft, call.body, { keys: syntax, hasClose });
      case 'head-json':
        return new HeadCallReader(draft, call, { hasClose, isOffered: this.#isOffered });
      case 'code':
        return new CodeCallReader(draft, call.body, syntax);
      default:
        return assertNever(syntax, 'call syntax');
    }
  }
}
