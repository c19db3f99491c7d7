import { isStatusEvent } from '../../contracts/events.ts';
import type { RunEvent } from '../../contracts/events.ts';
import type { TelemetrySettings } from '../../contracts/run-exports.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import type { ErrorInfo } from '../../shared/errors.ts';
import { sendRun } from './create-run-exports.ts';
import type { SendRunParts } from './create-run-exports.ts';

/** Runs that wait while a collector is slow; beyond it they are left out. */
const mostWaiting = 100;

/** Sends each run of this process when it has ended, one after another, as long as the settings want it. */
export class RunTracer {
  readonly #parts: SendRunParts;
  readonly #onProblem: (error: ErrorInfo) => void;
  #settings: TelemetrySettings;
  #stopListening: (() => void) | undefined;
  #waiting: string[] = [];
  #isSending = false;
  #hasFailed = false;

  /** `onProblem` is told of the first run in a row that could not be sent. */
  constructor(
    parts: SendRunParts,
    settings: TelemetrySettings,
    onProblem: (error: ErrorInfo) => void,
  ) {
    this.#parts = parts;
    this.#onProblem = onProblem;
    this.#settings = settings;
    this.follow(settings);
  }

  /** Goes by new settings from now on. */
  follow(settings: TelemetrySettings): void {
    this.#settings = settings;
    this.#hasFailed = false;
    // Listening has its price for every event: only while it is wanted.
    if (!settings.afterEveryRun) this.close();
    else this.#stopListening ??= this.#parts.record.onCommit((events) => this.#notice(events));
  }

  close(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#waiting = [];
  }

  #notice(events: readonly RunEvent[]): void {
    for (const event of events) {
      if (!isStatusEvent(event) || event.body.type !== 'run-ended') continue;
      if (this.#waiting.length < mostWaiting) this.#waiting.push(event.runId);
      // Not within the commit, in which the run's row is not yet all it will be.
      setImmediate(() => void this.#sendNext());
    }
  }

  async #sendNext(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let runId = this.#waiting.shift(); runId !== undefined; runId = this.#waiting.shift())
        await this.#send(runId);
    } finally {
      this.#isSending = false;
    }
  }

  async #send(runId: string): Promise<void> {
    try {
      const run = this.#parts.record.run(runId);
      if (run === undefined || run.imported === true) return;
      const { rejected, message = 'no reason given' } = await sendRun(
        runId,
        this.#settings,
        this.#parts,
      );
      if (rejected > 0) throw refusedPart(rejected, message);
      this.#hasFailed = false;
    } catch (error) {
      if (!this.#hasFailed) this.#onProblem(toErrorInfo(error));
      this.#hasFailed = true;
    }
  }
}

function refusedPart(rejected: number, message: string): MillraceError {
  return new MillraceError(
    'otlp_refused',
    `The collector refused ${rejected} spans of a run: ${message}.`,
    { action: 'Look into the settings of OpenTelemetry.' },
  );
}
