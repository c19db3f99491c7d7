import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTraceEvent } from '../../../../core/contracts/events.ts';
import { configure, defineFlow, type FlowDefinition } from '../../../../core/engine/define-flow.ts';
import { ModuleBase } from '../../../../core/module/module-base.ts';
import type { PortValues } from '../../../../core/module/runnable.ts';
import { MapModule } from '../../../../core/modules/flow/map.ts';
import { SubFlowModule } from '../../../../core/modules/flow/sub-flow.ts';
import { InputModule } from '../../../../core/modules/input.ts';
import { OutputModule } from '../../../../core/modules/output.ts';
import { PromptModule } from '../../../../core/modules/prompt.ts';
import type { JsonObject } from '../../../../core/shared/json.ts';
import { Gate } from '../../../harness/small-modules.ts';
import { tempFolder } from '../../../harness/temp-folder.ts';
import { allEvents, testEngine } from '../../../harness/test-engine.ts';

const textOf = (definition: Omit<FlowDefinition, 'name'>, name = 'Greeting'): string =>
  defineFlow({ name, ...definition }).flow;

/** Greets by name and, unless told otherwise, with "Hello". */
const greeting = textOf({
  nodes: {
    who: configure(InputModule, { type: 'any' }),
    word: configure(InputModule, { default: 'Hello' }),
    line: configure(PromptModule, { template: '{{word}}, {{who}}!' }),
    text: new OutputModule(),
  },
  edges: [
    ['who.value', 'line.who'],
    ['word.value', 'line.word'],
    ['line.text', 'text.value'],
  ],
});

const inline = (text: string): JsonObject => ({ flow: JSON.parse(text) as JsonObject });

function caller(settings: JsonObject): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Caller',
    nodes: {
      name: new InputModule(),
      sub: configure(SubFlowModule, settings),
      answer: new OutputModule(),
    },
    edges: [
      ['name.value', 'sub.who'],
      ['sub.text', 'answer.value'],
    ],
  });
}

/** A folder with flow files in it, and the file that a run begins with. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(tempFolder(), 'flows');
  mkdirSync(join(folder, 'parts'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return join(folder, 'main.flow.json');
}

describe('Sub-flow', () => {
  test('runs a flow that it holds: its inputs and outputs are ports, its nodes are stamped with their path', async () => {
    const engine = testEngine();
    const run = engine.start({ ...caller(inline(greeting)), input: 'Ada' });
    expect((await run.result).output).toBe('Hello, Ada!');
    const spans = engine.record.spansOf(run.runId);
    const sub = spans.find(({ nodeId }) => nodeId === 'sub');
    expect(
      spans.filter(({ parentSpanId }) => parentSpanId === sub?.spanId).map(({ nodeId }) => nodeId),
    ).toEqual(['sub/who', 'sub/word', 'sub/line', 'sub/text']);
  });

  test('parameters stand in for inputs without a wire; a wire wins', async () => {
    const settings = { ...inline(greeting), parameters: { word: 'Bonjour', who: 'nobody' } };
    const run = testEngine().start({ ...caller(settings), input: 'Ada' });
    expect((await run.result).output).toBe('Bonjour, Ada!');
  });

  test('runs a flow from a file, seen from the folder of the flow that names it, and keeps its text in the trace', async () => {
    const outer = textOf({
      nodes: {
        who: new InputModule(),
        inner: configure(SubFlowModule, { file: 'greeting.flow.json' }),
        text: new OutputModule(),
      },
      edges: [
        ['who.value', 'inner.who'],
        ['inner.text', 'text.value'],
      ],
    });
    // The middle flow's ports depend on a file, which defineFlow cannot know; the engine does.
    const file = folderWith({
      'parts/middle.flow.json': outer,
      'parts/greeting.flow.json': greeting,
    });
    const engine = testEngine();
    const flow = caller({ file: 'parts/middle.flow.json' });
    const run = engine.start({ ...flow, input: 'Ada', file });
    const events = await allEvents(engine, run);
    expect((await run.result).output).toBe('Hello, Ada!');
    const notes = events
      .filter(isTraceEvent)
      .flatMap(({ nodeId, body }) =>
        body.type === 'note' && 'value' in body.value
          ? [[nodeId, body.name, body.value.value]]
          : [],
      );
    expect(notes).toEqual([
      ['sub', 'flow', { file: expect.stringContaining('middle.flow.json'), text: outer }],
      [
        'sub/inner',
        'flow',
        { file: expect.stringContaining('greeting.flow.json'), text: greeting },
      ],
    ]);
  });

  test('sees a file that has changed since the last run', async () => {
    const file = folderWith({ 'greeting.flow.json': greeting });
    const engine = testEngine();
    const { flow } = caller({ file: 'greeting.flow.json' });
    const outputs = [];
    for (const text of [greeting, greeting.replace('"Hello"', '"Moin"')]) {
      writeFileSync(join(file, '../greeting.flow.json'), text);
      outputs.push((await engine.start({ flow, input: 'Ada', file }).result).output);
    }
    expect(outputs).toEqual(['Hello, Ada!', 'Moin, Ada!']);
  });

  test('a flow that runs itself ends at a depth, with a clear error', async () => {
    const endless = textOf({
      nodes: {
        who: new InputModule(),
        again: configure(SubFlowModule, { file: 'endless.flow.json' }),
        text: new OutputModule(),
      },
      edges: [
        ['who.value', 'again.who'],
        ['again.text', 'text.value'],
      ],
    });
    const file = folderWith({ 'endless.flow.json': endless });
    const engine = testEngine();
    const { flow } = caller({ file: 'endless.flow.json' });
    expect(engine.check(flow, file).findings).toEqual([]);
    const { error } = await engine.start({ flow, input: 'Ada', file }).result;
    expect(error).toMatchObject({
      code: 'flow_too_deep',
      nodeId: `sub${'/again'.repeat(16)}`,
    });
  });

  test.each([
    ['/etc/other.flow.json', 'relative to this flow'],
    ['../outside.flow.json', 'Move it into the folder'],
    ['secrets.txt', '.flow.json'],
    ['missing.flow.json', 'Check the path'],
  ])('a file that must not or cannot be read, %s, is a finding', (path, action) => {
    const file = folderWith({ '../outside.flow.json': greeting, 'secrets.txt': 'secret' });
    const { findings } = testEngine().check(caller({ file: path }).flow, file);
    expect(findings[0]).toMatchObject({
      code: 'flow_unreadable',
      action: expect.stringContaining(action),
      place: { nodeId: 'sub', path: ['nodes', 'sub', 'settings', 'file'] },
    });
  });

  test('a flow that stands in no file cannot name another one, and is told what to do', () => {
    const { flow } = caller({ file: 'greeting.flow.json' });
    expect(testEngine().check(flow).findings[0]).toMatchObject({
      severity: 'error',
      code: 'flow_has_no_file',
      action: expect.stringContaining('Put the other flow into the node'),
      place: { nodeId: 'sub', path: ['nodes', 'sub', 'settings', 'file'] },
    });
  });

  test('what is wrong in the flow, and what it has no input for, are findings of the node', () => {
    const broken = JSON.parse(greeting) as { edges: unknown[] };
    const settings = {
      flow: { ...broken, edges: broken.edges.slice(1) } as JsonObject,
      parameters: { tone: 'loud' },
    };
    const check = (own: JsonObject): string[] =>
      testEngine()
        .check(caller(own).flow)
        .findings.filter(({ place }) => place.path[2] === 'settings')
        .map(({ code, message }) => `${code}: ${message}`);
    expect([
      check(settings),
      check({}),
      check({ ...inline(greeting), file: 'a.flow.json' }),
    ]).toEqual([
      [
        'flow_invalid: "sub": The flow in it cannot run: "line" needs a wire to its input who.',
        'unknown_parameter_of_flow: "sub": The flow in it has no input "tone".',
      ],
      ['no_flow: "sub": It has no flow to run.'],
      ['two_flows: "sub": It names a flow file and holds a flow as well.'],
    ]);
  });

  test('its failures name the node inside, and it goes on as any node does', async () => {
    const needy = textOf({
      nodes: { who: configure(InputModule, { type: 'json' }), text: new OutputModule() },
      edges: [['who.value', 'text.value']],
    });
    const engine = testEngine();
    const failed = await engine.start({ ...caller(inline(needy)), input: 'Ada' }).result;
    expect(failed.error).toMatchObject({ code: 'wrong_value', nodeId: 'sub/who' });
    const goesOn = caller({ ...inline(needy), onError: 'default', defaultValue: 'nobody' });
    expect((await engine.start({ ...goesOn, input: 'Ada' }).result).output).toBe('nobody');
  });

  test('in a map each element has its own pass through it; an empty text is a value', async () => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'Many',
      nodes: {
        names: configure(InputModule, { type: 'json' }),
        map: new MapModule(),
        sub: configure(SubFlowModule, inline(greeting)),
        answer: new OutputModule(),
      },
      parents: { sub: 'map' },
      edges: [
        ['names.value', 'map.list'],
        ['map.item', 'sub.who'],
        ['sub.text', 'map.result'],
        ['map.results', 'answer.value'],
      ],
    });
    const run = engine.start({ ...flow, input: { names: ['Ada', ''] } });
    expect((await run.result).output).toEqual(['Hello, Ada!', 'Hello, !']);
    const lines = engine.record.spansOf(run.runId).filter(({ nodeId }) => nodeId === 'sub/line');
    expect(lines.map(({ iteration }) => iteration).toSorted()).toEqual(['map:1', 'map:2']);
  });

  test('cancel reaches what runs inside', async () => {
    class Wait extends ModuleBase {
      static gate = new Gate();
      protected override forward(inputs: PortValues): Promise<PortValues> {
        return Wait.gate.run(inputs);
      }
    }
    const engine = testEngine({ kinds: [Wait] });
    const waiting = textOf({
      nodes: { who: new InputModule(), wait: new Wait(), text: new OutputModule() },
      edges: [
        ['who.value', 'wait.in'],
        ['wait.out', 'text.value'],
      ],
    });
    const run = engine.start({ flow: caller(inline(waiting)).flow, input: 'Ada' });
    await Wait.gate.entered;
    run.cancel();
    expect((await run.result).state).toBe('cancelled');
    const states = engine.record.spansOf(run.runId).map(({ nodeId, state }) => [nodeId, state]);
    expect(Object.fromEntries(states)).toMatchObject({ 'sub/wait': 'cancelled', sub: 'cancelled' });
  });
});
