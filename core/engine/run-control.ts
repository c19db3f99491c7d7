import type { StatusEvent } from '../contracts/events.ts';
import type { HeldRun, HeldWork } from '../contracts/run-control.ts';
import type { Breakpoint } from '../model/run-request.ts';
import type { RunServices } from '../module/run-scope.ts';
import type { HoldPlace, RunHold } from '../module/run-hold.ts';
import type { Cancellation } from '../module/cancellation.ts';
import type { PortValues } from '../module/runnable.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { holdsMask } from '../stream/mask-secrets.ts';

/** What writes a run's events. */
type Writing = Pick<RunServices, 'runId' | 'writer' | 'mask' | 'nextOrder' | 'nowUs'>;

interface Waiting {
  readonly work: HeldWork;
  readonly place: HoldPlace;
  release(values: PortValues | undefined): void;
}

/** Holds one run: at breakpoints, step by step, or as a whole. */
export class RunControl implements RunHold {
  readonly #held = new Map<string, Waiting>();
  readonly #resumers = new Set<() => void>();
  #services: Writing | undefined;
  #breakpoints: readonly Breakpoint[];
  #isPaused = false;
  /** Whether what has begun stands still as well: not while a person goes step by step, or no step would come to its end. */
  #isStill = false;
  #count = 0;
  #heldMs = 0;
  #heldSinceMs: number | undefined;

  constructor(breakpoints: readonly Breakpoint[] = []) {
    this.#breakpoints = breakpoints;
  }

  /** Where its events go; before the run starts. */
  attach(services: Writing): void {
    this.#services = services;
  }

  get isWatching(): boolean {
    return this.#isPaused || this.#breakpoints.length > 0;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get isStill(): boolean {
    return this.#isStill;
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): void {
    this.#breakpoints = breakpoints;
  }

  state(): HeldRun {
    return { isPaused: this.#isPaused, held: [...this.#held.values()].map(({ work }) => work) };
  }

  /** Holds all that begins from now on, and streams. */
  pause(): void {
    this.#isStill = true;
    this.#holdNext();
    this.#measure();
  }

  /** Lets everything go on, or what was held under an id, with the values that a person changed. Throws `unknown_hold`, `wrong_values`. */
  continue(holdId?: string, values?: JsonObject): void {
    if (holdId !== undefined) {
      this.#release(this.#find(holdId), values);
      return;
    }
    this.#unpause();
    for (const waiting of this.#held.values()) this.#release(waiting);
  }

  /** Lets one piece of work begin, the one that waits longest, and holds the next; what has begun goes on to its end. */
  step(holdId?: string): void {
    const [first] = this.#held.values();
    const waiting = holdId === undefined ? first : this.#find(holdId);
    this.#holdNext();
    this.#letStreamsGoOn();
    if (waiting !== undefined) this.#release(waiting);
  }

  before(place: HoldPlace, inputs: PortValues): PortValues | Promise<PortValues> {
    const hit = this.#hits(place, 'before', inputs);
    if (!hit && !this.#isPaused) return inputs;
    return this.#hold(place, 'before', inputs, hit);
  }

  after(place: HoldPlace, outputs: PortValues): PortValues | Promise<PortValues> {
    const hit = this.#hits(place, 'after', outputs);
    return hit ? this.#hold(place, 'after', outputs, hit) : outputs;
  }

  async whenRunning(cancellation: Cancellation): Promise<void> {
    while (this.#isStill)
      await cancellation.race(new Promise<void>((resolve) => this.#resumers.add(resolve)));
  }

  heldMs(): number {
    const since = this.#heldSinceMs;
    return this.#heldMs + (since === undefined ? 0 : performance.now() - since);
  }

  #hits(
    { nodeId, isNode }: HoldPlace,
    when: 'before' | 'after',
    values: PortValues,
  ): Breakpoint | undefined {
    if (!isNode) return undefined;
    return this.#breakpoints.find((point) => {
      if ('node' in point) return point.node === nodeId && point.when === when;
      const [target = '', port = ''] = splitEnd(point.edge.to);
      return when === 'before' && target === nodeId && values[port] !== undefined;
    });
  }

  #hold(
    place: HoldPlace,
    when: 'before' | 'after',
    values: PortValues,
    hit: Breakpoint | undefined,
  ): Promise<PortValues> {
    const { nodeId, iteration, cancellation } = place;
    const edge = hit !== undefined && 'edge' in hit ? hit.edge : undefined;
    const port = edge && splitEnd(edge.to)[1];
    const shown = port === undefined ? values : { [port]: values[port] };
    const services = this.#writing();
    const masked = services.mask(toJsonValue(shown));
    const holdId = `h${++this.#count}`;
    const recorded = services.writer.keep(masked);
    const why = hit === undefined ? 'paused' : 'breakpoint';
    const told = {
      holdId,
      when,
      why,
      ...(edge === undefined ? {} : { edge }),
      values: recorded,
      isEditable: !holdsMask(masked),
    } as const;
    const work: HeldWork = { ...told, nodeId, iteration };
    this.#write({ type: 'work-held', ...told }, place);
    const held = new Promise<PortValues>((resolve) => {
      const release = (edited: PortValues | undefined): void =>
        resolve(edited === undefined ? values : { ...values, ...edited });
      this.#held.set(holdId, { work, place, release });
    });
    this.#measure();
    return cancellation.race(held).catch((error: unknown) => {
      this.#held.delete(holdId);
      this.#measure();
      throw error;
    });
  }

  #release(waiting: Waiting, values?: JsonObject): void {
    const { place, work } = waiting;
    const { holdId, isEditable } = work;
    if (values !== undefined && !isEditable) {
      throw new MillraceError('wrong_values', 'These values hold a masked secret.', {
        action: 'Let it go on with the values as they are.',
      });
    }
    this.#held.delete(holdId);
    const { writer, mask } = this.#writing();
    const told = values === undefined ? {} : { values: writer.keep(mask(values)) };
    this.#write({ type: 'work-released', holdId, ...told }, place);
    this.#measure();
    waiting.release(values);
  }

  #find(holdId: string): Waiting {
    const waiting = this.#held.get(holdId);
    if (waiting !== undefined) return waiting;
    throw new MillraceError('unknown_hold', 'This is not held any more.', {
      action: 'It went on already, or the run was stopped.',
    });
  }

  #unpause(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#write({ type: 'run-continued' });
    this.#letStreamsGoOn();
  }

  #holdNext(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#write({ type: 'run-paused' });
  }

  #letStreamsGoOn(): void {
    this.#isStill = false;
    this.#measure();
    const resumers = [...this.#resumers];
    this.#resumers.clear();
    for (const resume of resumers) resume();
  }

  /** Keeps the time during which something is held. */
  #measure(): void {
    const isHeld = this.#isStill || this.#held.size > 0;
    const now = performance.now();
    if (isHeld) this.#heldSinceMs ??= now;
    else if (this.#heldSinceMs !== undefined) {
      this.#heldMs += now - this.#heldSinceMs;
      this.#heldSinceMs = undefined;
    }
  }

  #write(body: StatusEvent, place?: HoldPlace): void {
    const { runId, writer, nextOrder, nowUs } = this.#writing();
    writer.append({
      runId,
      queue: 'status',
      spanId: place?.spanId ?? '',
      nodeId: place?.nodeId ?? '',
      attempt: 1,
      iteration: place?.iteration ?? '',
      order: nextOrder(),
      timeUs: nowUs(),
      body,
    });
  }

  #writing(): Writing {
    if (this.#services) return this.#services;
    throw new RangeError('The control of a run that has not begun.');
  }
}

/** Node and port of an end such as `llm1.text`; ports may have dots, ids have none. */
function splitEnd(end: string): readonly string[] {
  const at = end.indexOf('.');
  return [end.slice(0, at), end.slice(at + 1)];
}
