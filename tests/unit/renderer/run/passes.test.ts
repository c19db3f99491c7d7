import { expect, test } from 'vitest';
import { configure, defineFlow } from '../../../../core/engine/define-flow.ts';
import { MapModule } from '../../../../core/modules/flow/map.ts';
import { InputModule } from '../../../../core/modules/input.ts';
import { OutputModule } from '../../../../core/modules/output.ts';
import { PromptModule } from '../../../../core/modules/prompt.ts';
import { SubFlowModule } from '../../../../core/modules/flow/sub-flow.ts';
import { LlmModule } from '../../../../core/modules/model/llm.ts';
import type { JsonObject } from '../../../../core/shared/json.ts';
import { pickRows } from '../../../../renderer/output/shown-rows.ts';
import { readIteration } from '../../../../renderer/run/iteration.ts';
import { pictureNode } from '../../../../renderer/run/node-run.ts';
import { allPasses } from '../../../../renderer/run/pass-store.ts';
import { pictureOfPass } from '../../../../renderer/run/picture-pass.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { listTrace } from '../../../../renderer/trace/list-trace.ts';
import { readPass } from '../../../../renderer/trace/read-pass.ts';
import { Apply } from '../../../harness/small-modules.ts';
import { allEvents, testEngine } from '../../../harness/test-engine.ts';

/** A map over three elements whose second fails, and whose third takes no part. */
async function runMap(): Promise<RunView> {
  const engine = testEngine();
  const step = new Apply((value) => {
    if (value === 2) throw new Error('Two is too much.');
    return value === 3 ? undefined : value;
  });
  const run = engine.start({
    ...defineFlow({
      name: 'Passes',
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        each: configure(MapModule, { concurrency: 1, onElementError: 'skip' }),
        step,
        after: new Apply(),
        out: new OutputModule(),
      },
      parents: { step: 'each', after: 'each' },
      edges: [
        ['list.value', 'each.list'],
        ['each.item', 'step.in'],
        ['step.out', 'after.in'],
        ['after.out', 'each.result'],
        ['each.results', 'out.value'],
      ],
    }),
    input: { list: [1, 2, 3] },
  });
  const view = createRunView(run.runId);
  reduceRunEvents(view, await allEvents(engine, run));
  return view;
}

test('an iteration names the passes around an event, outermost first', () => {
  expect(readIteration('sub1/loop1:3/sub1/map2:12')).toEqual([
    { containerId: 'sub1/loop1', pass: 3 },
    { containerId: 'sub1/map2', pass: 12 },
  ]);
  expect(readIteration('')).toEqual([]);
});

test('a container counts its passes and those that failed; its nodes are no calls', async () => {
  const view = await runMap();
  const pictures = ['each', 'step', 'after'].map((nodeId) => {
    const node = view.nodes.get(nodeId);
    const picture = node && pictureNode(node, view.state);
    return [
      nodeId,
      picture?.passes,
      picture?.elements,
      picture?.failedPasses,
      picture?.failures,
      picture?.calls,
    ];
  });
  expect(pictures).toEqual([
    ['each', 3, 3, 1, undefined, 0],
    ['step', undefined, undefined, undefined, 1, 0],
    ['after', undefined, undefined, undefined, undefined, 0],
  ]);
});

test('a picked pass shows the nodes as they were in it', async () => {
  const view = await runMap();
  const stateIn = (nodeId: string, pass: number): string | undefined => {
    const node = view.nodes.get(nodeId);
    return node && pictureOfPass(view, node, { each: pass })?.state;
  };
  expect([1, 2, 3].map((pass) => [stateIn('step', pass), stateIn('after', pass)])).toEqual([
    ['done', 'done'],
    ['failed', 'idle'],
    ['done', 'skipped'],
  ]);
  expect(stateIn('list', 1)).toBeUndefined();
});

test('the trace groups the steps of a container by pass, and shows one alone', async () => {
  const view = await runMap();
  const { trace } = view;
  const lines = (chosen: Record<string, number>, folded: readonly number[] = []): string[] => {
    const query = { folded: new Set(folded), chosen, until: trace.count, isFound: undefined };
    const { rows, levels } = listTrace(trace, query);
    return Array.from(rows, (row, at) => {
      const name = trace.isPass(row) ? `pass ${readPass(trace, row).number}` : trace.nodeOf(row);
      return `${levels[at]} ${name}`;
    });
  };
  expect(lines(allPasses)).toEqual([
    '1 list',
    '1 each',
    '2 pass 1',
    '3 step',
    '3 after',
    '2 pass 2',
    '3 step',
    '2 pass 3',
    '3 step',
    '1 out',
  ]);
  expect(lines({ each: 2 })).toEqual(['1 list', '1 each', '2 pass 2', '3 step', '1 out']);
  const second = Array.from({ length: trace.count }, (_, row) => row).find(
    (row) => trace.isPass(row) && readPass(trace, row).number === 2,
  );
  expect(lines({ each: 2 }, [second ?? -1])).toEqual(['1 list', '1 each', '2 pass 2', '1 out']);
});

test('a sub-flow shows what goes on in it, and its rows are found under it', async () => {
  const inner = defineFlow({
    name: 'Inner',
    nodes: {
      say: new InputModule(),
      model: configure(LlmModule, { connection: 'demo', model: 'demo-fast' }),
      out: new OutputModule(),
    },
    edges: [
      ['say.value', 'model.prompt'],
      ['model.text', 'out.value'],
    ],
  });
  const engine = testEngine();
  const run = engine.start({
    ...defineFlow({
      name: 'Outer',
      nodes: {
        words: new InputModule(),
        prompt: configure(PromptModule, { template: '{{text}}' }),
        sub: configure(SubFlowModule, { flow: JSON.parse(inner.flow) as JsonObject }),
        answer: new OutputModule(),
      },
      edges: [
        ['words.value', 'prompt.text'],
        ['prompt.text', 'sub.say'],
        ['sub.out', 'answer.value'],
      ],
    }),
    input: { words: 'Hello' },
  });
  const view = createRunView(run.runId);
  reduceRunEvents(view, await allEvents(engine, run));
  const node = view.nodes.get('sub');
  const model = view.nodes.get('sub/model');
  const picture = node && pictureNode(node, view.state);
  expect(picture?.state).toBe('done');
  expect(picture?.tokens).toBe(model?.tokens);
  expect(picture?.tokens).toBeGreaterThan(5);
  expect(picture?.liveText).toBe(model && pictureNode(model, view.state).liveText);
  expect(node?.streaming).toBe(0);
  const rows = pickRows(view, { frozen: undefined, onlyNodeId: 'sub', chosen: allPasses });
  expect(Array.from({ length: rows.count }, (_, at) => rows.at(at)?.nodeId)).toEqual(['sub/model']);
});
