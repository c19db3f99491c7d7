import type { CommandName, Commands } from '../../../../core/api/protocol.ts';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import type { RunSummary } from '../../../../core/contracts/record.ts';
import { MillraceError } from '../../../../core/shared/errors.ts';
import type { RunEngine } from '../../../../renderer/run/run-follower.ts';

/** An engine that plays one recorded run, as far and as fast as the test lets it. */
export class RecordedEngine implements RunEngine {
  readonly commands: string[] = [];
  readonly #summary: RunSummary;
  readonly #events: readonly RunEvent[];
  #sent = 0;
  #deliver: ((events: readonly RunEvent[]) => unknown) | undefined;

  constructor(run: { readonly summary: RunSummary; readonly events: readonly RunEvent[] }) {
    this.#summary = run.summary;
    this.#events = run.events;
  }

  async call<Name extends CommandName>(
    name: Name,
    params: Commands[Name]['params'],
  ): Promise<Commands[Name]['result']> {
    this.commands.push(`${name} ${JSON.stringify(params)}`);
    const answers: Partial<{ [Key in CommandName]: Commands[Key]['result'] }> = {
      'run.start': { runId: this.#summary.runId },
      'run.cancel': null,
      'run.get': { run: this.#summary, flow: '{}' },
    };
    const answer = answers[name];
    if (answer === undefined) throw new MillraceError('unexpected', `No answer to ${name}.`);
    return answer;
  }

  subscribe(
    runId: string,
    afterSeq: number,
    onEvents: (events: readonly RunEvent[]) => unknown,
  ): Promise<() => void> {
    this.commands.push(`subscribe ${runId} after ${afterSeq}`);
    this.#sent = this.#events.findIndex((event) => event.seq > afterSeq);
    if (this.#sent === -1) this.#sent = this.#events.length;
    this.#deliver = onEvents;
    return Promise.resolve(() => {
      this.commands.push('unsubscribe');
      this.#deliver = undefined;
    });
  }

  /** Sends events up to the `count`th of the run, or all. */
  sendUntil(count = this.#events.length): void {
    const batch = this.#events.slice(this.#sent, count);
    this.#sent = Math.max(this.#sent, count);
    this.#deliver?.(batch);
  }
}
