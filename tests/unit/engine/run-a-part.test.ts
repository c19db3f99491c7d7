import { describe, expect, test } from 'vitest';
import type { CodeRunRequest } from '../../../core/engine/create-engine.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { Apply } from '../../harness/small-modules.ts';
import { testEngine } from '../../harness/test-engine.ts';
import { workOf } from '../../harness/work-of.ts';

type Flow = Pick<CodeRunRequest, 'flow' | 'modules'>;

/** Input → a → b → answer, with c beside b. */
function chain(works: Readonly<Record<'a' | 'b' | 'c', (value: unknown) => unknown>>): Flow {
  return defineFlow({
    name: 'Chain',
    nodes: {
      start: configure(InputModule, { type: 'json' }),
      a: new Apply(works.a),
      b: new Apply(works.b),
      c: new Apply(works.c),
      answer: new OutputModule(),
    },
    edges: [
      ['start.value', 'a.in'],
      ['a.out', 'b.in'],
      ['a.out', 'c.in'],
      ['b.out', 'answer.value'],
    ],
  });
}

describe('running a part of a flow', () => {
  async function runChain(more: (first: RunResult) => Partial<CodeRunRequest>): Promise<{
    readonly made: string;
    readonly output: unknown;
    readonly work: readonly string[];
  }> {
    let made = '';
    const note = (name: string) => (value: unknown) => {
      made += name;
      return Number(value) + 1;
    };
    const flow = chain({ a: note('a'), b: note('b'), c: note('c') });
    const engine = testEngine();
    const first = await engine.start({ ...flow, input: { start: 1 } }).result;
    made += ' ';
    const second = await engine.start({ ...flow, input: { start: 1 }, ...more(first) }).result;
    return { made, output: second.output, work: workOf(engine, second) };
  }

  test('a fork does its node and what comes after it anew, and takes over the rest', async () => {
    const { made, output } = await runChain(({ runId }) => ({
      from: { runId, kind: 'fork', node: 'b' },
    }));
    expect({ made, output }).toEqual({ made: 'abc b', output: 3 });
  });

  test('only what has changed is done: here nothing, and all of it for another input', async () => {
    const same = await runChain(({ runId }) => ({ from: { runId, kind: 'changed' } }));
    expect({ made: same.made, output: same.output }).toEqual({ made: 'abc ', output: 3 });
    const other = await runChain(({ runId }) => ({
      from: { runId, kind: 'changed' },
      input: { start: 2 },
    }));
    expect({ made: other.made, output: other.output }).toEqual({ made: 'abc abc', output: 4 });
  });

  test('until a node, only what leads to it runs', async () => {
    const { made, output, work } = await runChain(() => ({ until: 'c' }));
    expect({ made, output, work }).toEqual({
      made: 'abc ac',
      output: undefined,
      work: ['start', 'a', 'c'],
    });
  });

  test('one node alone runs on what the run before has made', async () => {
    const { made, work } = await runChain(({ runId }) => ({
      from: { runId, kind: 'fork', node: 'b' },
      until: 'b',
    }));
    expect({ made, work }).toEqual({ made: 'abc b', work: ['start*', 'a*', 'b'] });
  });

  test('what a person has given stands in for a node, and what hangs on it is done anew', async () => {
    const { made, output, work } = await runChain(({ runId }) => ({
      from: { runId, kind: 'changed' },
      given: { a: { outputs: { out: 40 }, reason: 'edited' } },
    }));
    expect({ made, output, work }).toEqual({
      made: 'abc bc',
      output: 41,
      work: ['start*', 'a*', 'b', 'c', 'answer'],
    });
  });

  test('a node that is not there is said to be missing', async () => {
    const engine = testEngine();
    const flow = chain({ a: Number, b: Number, c: Number });
    const missing = expect.objectContaining({ code: 'unknown_node' });
    const first = await engine.start({ ...flow, input: { start: 1 } }).result;
    expect(() => engine.start({ ...flow, input: { start: 1 }, until: 'z' })).toThrow(missing);
    const from = { runId: first.runId, kind: 'fork', node: 'z' } as const;
    expect(() => engine.start({ ...flow, input: { start: 1 }, from })).toThrow(missing);
  });
});
