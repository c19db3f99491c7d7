import type { RunEvent } from '../../../../core/contracts/events.ts';
import { createRandom } from '../../../../core/stream/cases/chunkings.ts';

/** Something under way in a random run: an execution of a node, or a step of one. */
interface Task {
  readonly spanId: string;
  readonly nodeId: string;
  readonly iteration: string;
  readonly parentSpanId: string;
  readonly attempt: number;
  call: string | undefined;
  question: string | undefined;
  /** Steps below it that have not ended. */
  children: number;
}

const words = ['river ', 'Stone ', 'lamp\n', '风', 'salt ', 'x'.repeat(700)];
const nodes = ['ask', 'model', 'agent', 'sub/inner', 'sub'];

/**
 * A run of about so many events in which anything may happen at any time: several nodes at once, loops with parallel
 * passes, agents with steps, calls that are left open, tries that fail, questions, skips, gaps in the record's numbers.
 */
export function makeRandomRun(seed: number, length: number, firstSeq = 4): RunEvent[] {
  return new RandomRun(seed, firstSeq).make(length);
}

class RandomRun {
  readonly #random: () => number;
  readonly #events: RunEvent[] = [];
  readonly #tasks: Task[] = [];
  #seq: number;
  #spans = 0;
  #timeUs = 1_700_000_000_000_000;
  #pass = 0;
  #calls = 0;
  #loop: Task | undefined;

  constructor(seed: number, firstSeq: number) {
    this.#random = createRandom(seed);
    this.#seq = firstSeq - 1;
  }

  make(length: number): RunEvent[] {
    this.#event('status', undefined, { type: 'run-started' });
    this.#loop = this.#open('loop', '', '', 1);
    while (this.#events.length < length) this.#step();
    const failed = this.#random() < 0.3;
    const error = { code: 'broken', message: 'It broke.' };
    if (!failed) for (const task of this.#tasks.toReversed()) this.#close(task);
    const end = failed ? { state: 'failed', error } : { state: 'done', output: { value: 'end' } };
    this.#event('status', undefined, { type: 'run-ended', ...end });
    return this.#events;
  }

  #step(): void {
    const roll = this.#random();
    const loop = this.#loop;
    if (roll < 0.04) this.#open(this.#pick(nodes), '', '', 1);
    else if (roll < 0.07 && loop !== undefined) {
      // Parallel passes begin in any order.
      const order = this.#random();
      const pass = order < 0.5 ? ++this.#pass : Math.max(1, this.#pass + (order < 0.75 ? 2 : -1));
      this.#open(this.#pick(['model', 'ask']), loop.spanId, `loop:${pass}`, 1);
    } else if (roll < 0.08) {
      const place = { spanId: '', nodeId: 'other', attempt: 1, iteration: 'loop:1' };
      this.#event('status', place, { type: 'node-skipped' });
    } else this.#act(this.#pick(this.#tasks), this.#random());
  }

  #act(task: Task, roll: number): void {
    const text = this.#pick(words);
    if (roll < 0.45) this.#output(task, { type: 'text-delta', text });
    else if (roll < 0.55) this.#output(task, { type: 'reasoning-delta', text });
    else if (roll < 0.6) this.#call(task);
    else if (roll < 0.68 && task.call !== undefined) {
      this.#output(task, { type: 'tool-call-delta', callId: task.call, text: '{"a":' });
    } else if (roll < 0.72 && task.call !== undefined) this.#endCall(task, task.call);
    else if (roll < 0.74) this.#retry(task);
    else if (roll < 0.77) this.#ask(task);
    else if (roll < 0.8) this.#note(task);
    else if (roll < 0.83) {
      const usage = { inputTokens: 1, outputTokens: 7, totalTokens: 8, costUsd: 0.25 };
      this.#output(task, { type: 'usage', usage });
    } else if (roll < 0.86) this.#output(task, { type: 'custom', name: 'progress', value: roll });
    else if (roll < 0.92 && task.spanId !== this.#loop?.spanId) {
      task.children++;
      this.#open(task.nodeId, task.spanId, task.iteration, 1);
    } else if (roll > 0.94 && task.children === 0 && task.spanId !== this.#loop?.spanId) {
      this.#close(task);
    }
  }

  #call(task: Task): void {
    // Ids come again, and calls are left open.
    task.call = `c${this.#calls++ % 5}`;
    this.#output(task, { type: 'tool-call-start', callId: task.call, name: 'look_up' });
  }

  #endCall(task: Task, callId: string): void {
    const name = 'look_up';
    this.#output(task, { type: 'tool-call-end', callId, name, arguments: '{ "a": 1 }' });
    this.#output(task, { type: 'tool-result', callId, name, result: 'found', isError: false });
    task.call = undefined;
  }

  #retry(task: Task): void {
    const error = { code: 'busy', message: 'Busy.' };
    if (this.#random() < 0.5) {
      this.#output(task, { type: 'retry', delayMs: 10, error, within: true });
      return;
    }
    if (task.children > 0 || task.spanId === this.#loop?.spanId) return;
    this.#output(task, { type: 'retry', delayMs: 10, error });
    this.#close(task, 'failed');
    // No span ends before its steps.
    const parent = this.#parentOf(task);
    if (parent !== undefined) parent.children++;
    this.#open(task.nodeId, task.parentSpanId, task.iteration, task.attempt + 1);
  }

  #ask(task: Task): void {
    if (task.question !== undefined) {
      this.#event('status', task, { type: 'input-received', questionId: task.question });
      task.question = undefined;
      return;
    }
    task.question = `q${this.#seq}`;
    const question = { type: 'input', text: 'Which?', format: 'text' };
    this.#event('status', task, { type: 'input-requested', questionId: task.question, question });
  }

  #note(task: Task): void {
    const value = { value: { waitedMs: 3 } };
    this.#event('trace', task, { type: 'note', name: 'queued', value });
  }

  #open(nodeId: string, parentSpanId: string, iteration: string, attempt: number): Task {
    const task: Task = {
      spanId: `s${++this.#spans}`,
      nodeId,
      iteration,
      parentSpanId,
      attempt,
      call: undefined,
      question: undefined,
      children: 0,
    };
    this.#tasks.push(task);
    const title = `Title of ${nodeId}`;
    this.#event('status', task, { type: 'span-opened', parentSpanId, kind: 'llm', title });
    const value = { list: [1, 2, this.#spans], text: this.#pick(words) };
    this.#event('trace', task, { type: 'span-started', input: { value } });
    return task;
  }

  #close(task: Task, state = this.#random() < 0.2 ? 'failed' : 'done'): void {
    this.#tasks.splice(this.#tasks.indexOf(task), 1);
    const parent = this.#parentOf(task);
    if (parent !== undefined) parent.children--;
    const durationUs = 1500;
    const error = { code: 'broken', message: 'It broke.' };
    const isFailed = state === 'failed';
    this.#event(
      'trace',
      task,
      isFailed
        ? { type: 'span-failed', error, durationUs }
        : { type: 'span-finished', output: { value: { text: 'out' } }, durationUs },
    );
    const closed = { type: 'span-closed', state, durationUs };
    this.#event('status', task, isFailed ? { ...closed, error } : closed);
  }

  /** The execution or step that a step belongs to. */
  #parentOf({ parentSpanId, nodeId }: Task): Task | undefined {
    return this.#tasks.find((task) => task.spanId === parentSpanId && task.nodeId === nodeId);
  }

  #output(task: Task, body: object): void {
    this.#event('output', task, body);
  }

  #event(
    queue: string,
    place: Pick<Task, 'spanId' | 'nodeId' | 'attempt' | 'iteration'> | undefined,
    body: unknown,
  ): void {
    this.#seq += this.#random() < 0.05 ? 1 + Math.floor(this.#random() * 9) : 1;
    this.#timeUs += Math.floor(this.#random() * 900);
    const { spanId = '', nodeId = '', attempt = 1, iteration = '' } = place ?? {};
    const stamp = { runId: 'random', queue, spanId, nodeId, attempt, iteration };
    const order = this.#events.length + 1;
    this.#events.push({ ...stamp, order, timeUs: this.#timeUs, body, seq: this.#seq });
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }
}
