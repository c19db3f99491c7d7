import type { RunEvent } from '../core/contracts/events.ts';
import { createRandom } from '../core/stream/cases/chunkings.ts';

const words = ['river', 'Stone', 'lamp', 'North', 'paper', 'glass', '风', 'salt', 'Ember', 'quill'];

/**
 * The events of a run with a loop of so many passes, each with a prompt, a model call and a tool: four spans and
 * twelve to sixteen events a pass, as the engine writes them. Made piece by piece, so that a run of any length can be.
 */
export function* makeLongRun(passes: number, seed = 1): Generator<RunEvent[]> {
  const random = createRandom(seed);
  const writer = new RunWriter();
  yield [
    writer.event('status', '', '', { type: 'run-started' }),
    ...writer.open('loop', '', 'Loop', 'loop', { start: 1 }),
  ];
  const loop = `s${writer.spans}`;
  for (let pass = 1; pass <= passes; pass++) yield writer.pass(loop, pass, random);
  yield [
    ...writer.close(loop, 'loop', { result: 'done' }),
    writer.event('status', '', '', { type: 'run-ended', state: 'done' }),
  ];
}

class RunWriter {
  spans = 0;
  #seq = 0;
  #timeUs = 1_700_000_000_000_000;
  #iteration = '';

  pass(loop: string, pass: number, random: () => number): RunEvent[] {
    this.#iteration = `loop:${pass}`;
    const word = (): string => words[Math.floor(random() * words.length)] ?? '';
    const events: RunEvent[] = [];
    for (const [nodeId, title, kind] of steps) {
      events.push(...this.open(nodeId, loop, title, kind, { text: `${word()} ${word()} ${pass}` }));
      const spanId = `s${this.spans}`;
      if (kind === 'llm') {
        for (let token = 0; token < 2; token++) {
          events.push(this.event('output', spanId, nodeId, { type: 'text-delta', text: word() }));
        }
      }
      this.#timeUs += Math.floor(random() * 900);
      if (random() < 0.01) events.push(...this.fail(spanId, nodeId, `The ${word()} broke.`));
      else events.push(...this.close(spanId, nodeId, { text: `${word()} ${word()} of ${pass}` }));
    }
    this.#iteration = '';
    return events;
  }

  open(
    nodeId: string,
    parentSpanId: string,
    title: string,
    kind: string,
    value: object,
  ): RunEvent[] {
    const spanId = `s${++this.spans}`;
    return [
      this.event('status', spanId, nodeId, { type: 'span-opened', parentSpanId, kind, title }),
      this.event('trace', spanId, nodeId, { type: 'span-started', input: { value } }),
    ];
  }

  close(spanId: string, nodeId: string, value: object): RunEvent[] {
    const durationUs = 400;
    return [
      this.event('trace', spanId, nodeId, { type: 'span-finished', output: { value }, durationUs }),
      this.event('status', spanId, nodeId, { type: 'span-closed', state: 'done', durationUs }),
    ];
  }

  fail(spanId: string, nodeId: string, message: string): RunEvent[] {
    const durationUs = 300;
    const error = { code: 'broken', message };
    return [
      this.event('trace', spanId, nodeId, { type: 'span-failed', error, durationUs }),
      this.event('status', spanId, nodeId, {
        type: 'span-closed',
        state: 'failed',
        durationUs,
        error,
      }),
    ];
  }

  event(queue: string, spanId: string, nodeId: string, body: unknown): RunEvent {
    this.#seq++;
    this.#timeUs += 5;
    const place = {
      runId: 'long',
      queue,
      spanId,
      nodeId,
      attempt: 1,
      iteration: nodeId === 'loop' ? '' : this.#iteration,
    };
    return { ...place, order: this.#seq, seq: this.#seq, timeUs: this.#timeUs, body };
  }
}

const steps = [
  ['ask', 'Ask', 'prompt'],
  ['model', 'Model', 'llm'],
  ['look', 'Look up', 'tool'],
  ['sum', 'Sum up', 'template'],
] as const;
