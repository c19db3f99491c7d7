import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { isOutputEvent } from '../../../core/contracts/events.ts';
import { configure, defineFlow, type FlowDefinition } from '../../../core/engine/define-flow.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { LoopModule } from '../../../core/modules/flow/loop.ts';
import { MapModule } from '../../../core/modules/flow/map.ts';
import { SubFlowModule } from '../../../core/modules/flow/sub-flow.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { LlmModule } from '../../../core/modules/model/llm.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { ToolModule } from '../../../core/modules/tool/tool.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { Apply, Gate, skippedStamps } from '../../harness/small-modules.ts';
import { allEvents, scriptedModel, testEngine } from '../../harness/test-engine.ts';

const build = (definition: Omit<FlowDefinition, 'name'>): ReturnType<typeof defineFlow> =>
  defineFlow({ name: 'Containers', ...definition });

describe('nodes inside containers', () => {
  const deep = {
    nodes: {
      list: configure(InputModule, { type: 'json' }),
      factor: new Apply(() => 10),
      rows: new MapModule(),
      cells: new MapModule(),
      grow: configure(LoopModule, { count: 2 }),
      step: new Apply((value, factor) => Number(value) * Number(factor)),
      answer: new OutputModule(),
    },
    parents: { cells: 'rows', grow: 'cells', step: 'grow' },
    edges: [
      ['list.value', 'rows.list'],
      ['rows.item', 'cells.list'],
      ['cells.item', 'grow.value'],
      ['grow.value', 'step.in'],
      ['factor.out', 'step.also'],
      ['step.out', 'grow.next'],
      ['grow.result', 'cells.result'],
      ['cells.results', 'rows.result'],
      ['rows.results', 'answer.value'],
    ],
  } as const;

  test('nest three deep; a value from outside is read in every pass, and stamps say which', async () => {
    const engine = testEngine();
    const run = engine.start({ ...build(deep), input: { list: [[1, 2], [3]] } });
    expect((await run.result).output).toEqual([[100, 200], [300]]);
    const spans = engine.record.spansOf(run.runId);
    expect(
      spans
        .filter(({ nodeId }) => nodeId === 'step')
        .map(({ iteration }) => iteration)
        .toSorted(),
    ).toEqual([
      'rows:1/cells:1/grow:1',
      'rows:1/cells:1/grow:2',
      'rows:1/cells:2/grow:1',
      'rows:1/cells:2/grow:2',
      'rows:2/cells:1/grow:1',
      'rows:2/cells:1/grow:2',
    ]);
    const parentOf = (spanId: string): string =>
      spans.find((span) => span.spanId === spanId)?.nodeId ?? '';
    const parents = spans.map(
      ({ nodeId, parentSpanId }) => `${nodeId} in ${parentOf(parentSpanId)}`,
    );
    expect([...new Set(parents)].toSorted()).toEqual([
      'answer in ',
      'cells in rows',
      'factor in ',
      'grow in cells',
      'list in ',
      'rows in ',
      'step in grow',
    ]);
  });

  test('a run gives the same passes every time: path and iteration identify them', async () => {
    const engine = testEngine();
    const identities = await Promise.all(
      [1, 2].map(async () => {
        const run = engine.start({ ...build(deep), input: { list: [[1, 2], [3]] } });
        await run.result;
        return engine.record
          .spansOf(run.runId)
          .map(({ nodeId, iteration, attempt }) => `${nodeId} ${iteration} ${attempt}`)
          .toSorted();
      }),
    );
    expect(identities[0]).toEqual(identities[1]);
    expect(new Set(identities[0]).size).toBe(identities[0]?.length);
  });

  test('cancel reaches the innermost node at once', async () => {
    const gate = new Gate();
    const engine = testEngine();
    const run = engine.start({
      ...build({ ...deep, nodes: { ...deep.nodes, step: gate } }),
      input: { list: [[1]] },
    });
    await gate.entered;
    const asked = performance.now();
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
    expect(performance.now() - asked).toBeLessThan(100);
    const states = engine.record
      .spansOf(run.runId)
      .map(({ nodeId, state }) => `${nodeId} ${state}`);
    expect(states.toSorted()).toEqual([
      'cells cancelled',
      'factor done',
      'grow cancelled',
      'list done',
      'rows cancelled',
      'step cancelled',
    ]);
  });

  test('a failure deep inside fails every container around it, and names the node', async () => {
    const broken = new Apply(() => {
      throw new Error('It broke.');
    });
    const engine = testEngine();
    const run = engine.start({
      ...build({ ...deep, nodes: { ...deep.nodes, step: broken } }),
      input: { list: [[1]] },
    });
    expect(await run.result).toMatchObject({
      state: 'failed',
      error: { code: 'unexpected', nodeId: 'step', message: 'Element 1: Element 1: It broke.' },
    });
    const failed = engine.record.spansOf(run.runId).filter(({ state }) => state === 'failed');
    expect(failed.map(({ nodeId }) => nodeId)).toEqual(['step', 'grow', 'cells', 'rows']);
  });

  test('a container that is skipped shows the nodes in it as skipped too', async () => {
    const engine = testEngine();
    const run = engine.start({
      ...build({
        ...deep,
        nodes: { ...deep.nodes, list: new Apply(() => undefined) },
        edges: [['list.out', 'rows.list'], ...deep.edges.slice(1)],
      }),
      input: '',
    });
    expect(skippedStamps(await allEvents(engine, run))).toEqual([
      'rows',
      'cells',
      'grow',
      'step',
      'answer',
    ]);
  });

  test('streams of concurrent passes never mix, through a sub-flow in a map as well', async () => {
    const inner = defineFlow({
      name: 'Echo',
      nodes: {
        word: new InputModule(),
        model: configure(LlmModule, { connection: 'demo' }),
        text: new OutputModule(),
      },
      edges: [
        ['word.value', 'model.prompt'],
        ['model.text', 'text.value'],
      ],
    });
    const flow = build({
      nodes: {
        words: configure(InputModule, { type: 'json' }),
        map: configure(MapModule, { concurrency: 0 }),
        echo: configure(SubFlowModule, { flow: JSON.parse(inner.flow) as JsonObject }),
        answer: new OutputModule(),
      },
      parents: { echo: 'map' },
      edges: [
        ['words.value', 'map.list'],
        ['map.item', 'echo.word'],
        ['echo.text', 'map.result'],
        ['map.results', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const words = Array.from({ length: 20 }, (_, index) => `word number ${index}`);
    const run = engine.start({ ...flow, input: { words } });
    const events = await allEvents(engine, run);
    const streamed = new Map<string, string>();
    for (const { nodeId, iteration, body } of events.filter(isOutputEvent)) {
      const key = `${nodeId} ${iteration}`;
      if (body.type === 'text-delta') streamed.set(key, (streamed.get(key) ?? '') + body.text);
    }
    const answers = (await run.result).output as string[];
    expect(answers.map((answer, index) => answer.includes(words[index] ?? ''))).not.toContain(
      false,
    );
    expect(Object.fromEntries(streamed)).toEqual(
      Object.fromEntries(answers.map((answer, index) => [`echo/model map:${index + 1}`, answer])),
    );
  });

  test('what a container leaves running ends with it, and nothing begins after', async () => {
    class Careless extends ModuleBase {
      static override readonly container = true;
      static override readonly ports = MapModule.ports;
      late: Promise<PortValues> | undefined;
      protected override async forward(
        _inputs: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        void context.body.run({ item: 1 }, 1).catch(() => undefined);
        await gate.entered;
        this.late = gateAfter.promise.then(() => context.body.run({ item: 2 }, 2));
        return { results: 'early' };
      }
    }
    const gate = new Gate();
    const gateAfter = Promise.withResolvers<void>();
    const careless = new Careless();
    const flow = build({
      nodes: { list: new Apply(() => []), careless, gate, answer: new OutputModule() },
      parents: { gate: 'careless' },
      edges: [
        ['list.out', 'careless.list'],
        ['careless.item', 'gate.in'],
        ['gate.out', 'careless.result'],
        ['careless.results', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const run = engine.start({ ...flow, input: '' });
    expect(await run.result).toMatchObject({ state: 'done', output: 'early' });
    gateAfter.resolve();
    await expect(careless.late).rejects.toMatchObject({ code: 'cancelled' });
    const states = engine.record.spansOf(run.runId).map(({ nodeId, state }) => [nodeId, state]);
    expect(states).toContainEqual(['gate', 'cancelled']);
  });

  test('a container may hand a value straight through', async () => {
    const flow = build({
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        map: new MapModule(),
        answer: new OutputModule(),
      },
      edges: [
        ['list.value', 'map.list'],
        ['map.index', 'map.result'],
        ['map.results', 'answer.value'],
      ],
    });
    const run = testEngine().start({ ...flow, input: { list: ['a', 'b'] } });
    expect((await run.result).output).toEqual([0, 1]);
  });

  test('a tool outside can be called by an agent inside', async () => {
    const parts: ChatPart[][] = [
      [
        { type: 'tool-call-start', call: 0, id: 'c', name: 'add' },
        {
          type: 'tool-call-end',
          call: 0,
          toolCall: { id: 'c', name: 'add', arguments: '{"a":1,"b":2}' },
        },
        { type: 'finish', reason: 'tool-calls' },
      ],
      [
        { type: 'text-delta', text: 'three' },
        { type: 'finish', reason: 'stop' },
      ],
    ];
    const code =
      '/** Adds.\n * @param {number} a One.\n * @param {number} b Other. */\nfunction add(a, b) { return a + b; }';
    const engine = testEngine({ models: { script: scriptedModel(parts) } });
    const flow = build({
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        tool: configure(ToolModule, { code }),
        map: new MapModule(),
        agent: configure(AgentModule, { connection: 'script' }),
        answer: new OutputModule(),
      },
      parents: { agent: 'map' },
      edges: [
        ['list.value', 'map.list'],
        ['map.item', 'agent.prompt'],
        ['tool.tool', 'agent.tools'],
        ['agent.text', 'map.result'],
        ['map.results', 'answer.value'],
      ],
    });
    const run = engine.start({ ...flow, input: { list: ['1 + 2?'] } });
    expect((await run.result).output).toEqual(['three']);
    const stamps = engine.record
      .spansOf(run.runId)
      .map(({ nodeId, iteration }) => `${nodeId} ${iteration}`);
    expect(stamps).toContain('tool map:1');
  });
});
