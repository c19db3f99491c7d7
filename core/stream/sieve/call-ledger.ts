import { assertNever } from '../../shared/assert-never.ts';
import type { PartQueue } from './part-queue.ts';

/**
 * How the stream ended: by the model itself, by a token limit, or by an error or a missing finish reason.
 * Only after `complete` are calls reported as finished.
 */
export type SieveOutcome = 'complete' | 'length' | 'interrupted';

/** A call whose start was reported. */
export interface LedgerCall {
  readonly call: number;
  readonly id: string;
  readonly name: string;
  /** JSON text so far. */
  arguments: string;
}

/** Why a piece of text that began like a call is none. */
type CallProblem = 'malformed_call' | 'incomplete_call';

const problemActions: Record<CallProblem, string> = {
  malformed_call: 'Run it again, or check that the raw format fits the model.',
  incomplete_call: 'Run it again, with a higher token limit if there is one.',
};

/** Numbers and reports the calls of one turn. */
export class CallLedger {
  readonly #parts: PartQueue;
  readonly #nextCallId: () => string;
  readonly #complete: { readonly call: LedgerCall; readonly raw: string }[] = [];
  #count = 0;

  constructor(parts: PartQueue, nextCallId: (() => string) | undefined) {
    this.#parts = parts;
    this.#nextCallId = nextCallId ?? (() => `call_${this.#count}`);
  }

  /** Reports the start of a call. */
  start(name: string): LedgerCall {
    const started: LedgerCall = { call: this.#count, id: this.#nextCallId(), name, arguments: '' };
    this.#count += 1;
    this.#parts.add({ type: 'tool-call-start', call: started.call, id: started.id, name });
    return started;
  }

  /** Reports a further piece of a call's arguments. */
  append(call: LedgerCall, text: string): void {
    call.arguments += text;
    this.#parts.addText({ type: 'tool-call-delta', call: call.call, text });
  }

  /** A call is whole; it is reported as finished once the turn has ended well. No arguments become `{}`. */
  complete(call: LedgerCall, raw: string): void {
    if (call.arguments === '') this.append(call, '{}');
    this.#complete.push({ call, raw });
  }

  /** Reports a bad call; `call` if its start was reported. `reason` completes "The model wrote a tool call …". */
  fail(code: CallProblem, reason: string, raw: string, call?: LedgerCall): void {
    this.#parts.add({
      type: 'tool-call-error',
      error: {
        code,
        message: `The model wrote a tool call ${reason}.`,
        action: problemActions[code],
      },
      raw,
      ...(call === undefined ? {} : { call: call.call }),
    });
  }

  /** Reports every whole call: as finished, or as withheld where the turn was cut. */
  settle(outcome: SieveOutcome): void {
    for (const { call, raw } of this.#complete.splice(0)) {
      if (outcome === 'complete') {
        const { id, name, arguments: text } = call;
        const toolCall = { id, name, arguments: text };
        this.#parts.add({ type: 'tool-call-end', call: call.call, toolCall });
      } else {
        this.#withhold(call, raw, outcome);
      }
    }
  }

  #withhold(call: LedgerCall, raw: string, outcome: 'length' | 'interrupted'): void {
    this.#parts.add({
      type: 'tool-call-error',
      error: {
        code: 'call_withheld',
        message: `The call of "${call.name}" is not made: ${describeCut(outcome)}.`,
        action: problemActions.incomplete_call,
      },
      raw,
      call: call.call,
    });
  }
}

function describeCut(outcome: 'length' | 'interrupted'): string {
  switch (outcome) {
    case 'length':
      return 'the answer was cut by its token limit';
    case 'interrupted':
      return 'the answer broke off before its end';
    default:
      return assertNever(outcome, 'outcome');
  }
}
