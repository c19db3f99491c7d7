import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import type { ChatModel } from '../../../core/contracts/chat.ts';
import type { CodeEngine, CodeRunRequest } from '../../../core/engine/create-engine.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import type { RunResult } from '../../../core/engine/engine.ts';
import type { RunOrigin } from '../../../core/model/run-request.ts';
import { baseSettings } from '../../../core/module/base-settings.ts';
import { readResumed } from '../../../core/engine/read-prior.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { MapModule } from '../../../core/modules/flow/map.ts';
import { SubFlowModule } from '../../../core/modules/flow/sub-flow.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { PromptModule } from '../../../core/modules/prompt.ts';
import { functionTool } from '../../../core/modules/tool/function-tool.ts';
import { agentFlow } from '../../harness/agent-flow.ts';
import { call, callTurn, textTurn } from '../../harness/agent-turns.ts';
import { Apply } from '../../harness/small-modules.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { testEngine } from '../../harness/test-engine.ts';
import { workOf } from '../../harness/work-of.ts';

type Flow = Pick<CodeRunRequest, 'flow' | 'modules'>;

function goOn(
  engine: CodeEngine,
  flow: Flow,
  input: CodeRunRequest['input'],
  { runId }: RunResult,
  kind: RunOrigin['kind'] = 'resume',
): Promise<RunResult> {
  return engine.start({ ...flow, input, from: { runId, kind } }).result;
}

describe('what is not the same work', () => {
  /** Two nodes in a map; the wires say which of them gives the result. */
  function inMap(result: 'ten' | 'hundred', more: boolean): Flow {
    return defineFlow({
      name: 'Map',
      nodes: {
        list: configure(InputModule, { type: 'json' }),
        each: new MapModule(),
        ten: new Apply((value) => Number(value) * 10),
        hundred: new Apply((value) => Number(value) * 100),
        answer: new OutputModule(),
      },
      parents: { ten: 'each', hundred: 'each' },
      edges: [
        ['list.value', 'each.list'],
        ['each.item', 'ten.in'],
        ['each.item', 'hundred.in'],
        [`${result}.out`, 'each.result'],
        ...(more ? [['ten.out', 'hundred.also'] as const] : []),
        ['each.results', 'answer.value'],
      ],
    });
  }

  test('a container whose wires inside are others', async () => {
    const engine = testEngine();
    const first = await engine.start({ ...inMap('ten', false), input: { list: [1, 2] } }).result;
    const second = await goOn(engine, inMap('hundred', false), { list: [1, 2] }, first, 'changed');
    expect([first.output, second.output]).toEqual([
      [10, 20],
      [100, 200],
    ]);
  });

  test('a node of an agent that lost a tool', async () => {
    let asked = 0;
    const model: ChatModel = {
      async *stream({ tools }) {
        asked++;
        for (const part of textTurn(`tools: ${tools.length}`)) yield [part];
      },
    };
    const make = (hasTool: boolean): Flow =>
      defineFlow({
        name: 'Agent',
        nodes: {
          question: new InputModule(),
          agent: configure(AgentModule, { connection: 'script' }),
          look: functionTool({
            name: 'look',
            description: 'Looks.',
            parameters: z.object({}),
            run: () => 'seen',
          }),
          answer: new OutputModule(),
        },
        edges: [
          ['question.value', 'agent.prompt'],
          ['agent.text', 'answer.value'],
          ...(hasTool ? [['look.tool', 'agent.tools'] as const] : []),
        ],
      });
    const engine = testEngine({ models: { script: model } });
    const first = await engine.start({ ...make(true), input: 'x' }).result;
    const second = await goOn(engine, make(false), 'x', first, 'changed');
    expect({ outputs: [first.output, second.output], asked }).toEqual({
      outputs: ['tools: 1', 'tools: 0'],
      asked: 2,
    });
  });

  test('what was pinned then, and is not now', async () => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'Pinned',
      nodes: { a: new Apply(() => 'real'), answer: new OutputModule() },
      edges: [['a.out', 'answer.value']],
    });
    const given = { a: { outputs: { out: 'pinned' }, reason: 'pinned' } } as const;
    const first = await engine.start({ ...flow, input: '', given }).result;
    const second = await goOn(engine, flow, '', first, 'resume');
    const third = await goOn(engine, flow, '', second, 'changed');
    expect([first.output, second.output, third.output]).toEqual(['pinned', 'pinned', 'real']);
  });
});

describe('work that was tried more than once', () => {
  test('ended as its last try did: a node with an error output', async () => {
    let tries = 0;
    let isDown = true;
    const flow = defineFlow({
      name: 'Tries',
      nodes: {
        a: new Apply(
          () => {
            if (++tries === 1) throw new Error('Not yet.');
            return 'well';
          },
          { retries: 1, onError: 'port' },
        ),
        b: new Apply((value) => {
          if (isDown) throw new Error('Down.');
          return value;
        }),
        answer: new OutputModule(),
      },
      edges: [
        ['a.out', 'b.in'],
        ['b.out', 'answer.value'],
      ],
    });
    const engine = testEngine();
    const first = await engine.start({ ...flow, input: '' }).result;
    isDown = false;
    const second = await goOn(engine, flow, '', first);
    expect({ states: [first.state, second.state], output: second.output, tries }).toEqual({
      states: ['failed', 'done'],
      output: 'well',
      tries: 2,
    });
  });

  test('ended as its last try did: a tool that an agent called', async () => {
    const read: unknown[] = [];
    let isDown = true;
    const model: ChatModel = {
      async *stream({ messages }) {
        const last = messages.at(-1);
        read.push(last?.role === 'tool' ? last.content : last?.role);
        if (messages.some(({ role }) => role === 'tool')) {
          if (isDown) throw new Error('Down.');
          for (const part of textTurn('done')) yield [part];
        } else for (const part of callTurn(call('c1', 'look', {}))) yield [part];
      },
    };
    let tries = 0;
    const look = functionTool({
      name: 'look',
      description: 'Looks.',
      parameters: z.object({}),
      run: () => {
        if (++tries === 1) throw new Error('It is dark.');
        return 'seen';
      },
    });
    Object.assign(look, { settings: baseSettings.parse({ retries: 1 }) });
    const flow = agentFlow({
      look,
    });
    const engine = testEngine({ models: { script: model } });
    const first = await engine.start({ ...flow, input: 'x' }).result;
    isDown = false;
    const second = await goOn(engine, flow, 'x', first);
    expect({ states: [first.state, second.state], read, tries }).toEqual({
      states: ['failed', 'done'],
      read: ['user', 'seen', 'seen'],
      tries: 2,
    });
  });
});

describe('tools that are looked for', () => {
  test('an agent whose tool is a flow goes on', async () => {
    let isDown = true;
    const model: ChatModel = {
      async *stream({ messages }) {
        if (messages.some(({ role }) => role === 'tool')) {
          if (isDown) throw new Error('Down.');
          for (const part of textTurn('done')) yield [part];
        } else for (const part of callTurn(call('c1', 'helper', { Value: 'x' }))) yield [part];
      },
    };
    const inner = defineFlow({
      name: 'helper',
      nodes: { value: new InputModule(), result: new OutputModule() },
      edges: [['value.value', 'result.value']],
    });
    const flow = agentFlow({
      helper: configure(SubFlowModule, {
        flow: JSON.parse(inner.flow) as never,
        asTool: true,
        toolName: 'helper',
      }),
    });
    const engine = testEngine({ models: { script: model } });
    const first = await engine.start({ ...flow, input: 'x' }).result;
    isDown = false;
    const second = await goOn(engine, flow, 'x', first);
    expect([first.error?.message, second.error, second.output]).toEqual([
      'Down.',
      undefined,
      'done',
    ]);
  });
});

describe('what the record cannot give back', () => {
  test('an input in which a secret was masked is not gone on with', async () => {
    const engine = testEngine({ secrets: { KEY: 's3cret-value' } });
    const flow = defineFlow({
      name: 'Masked',
      nodes: {
        start: new InputModule(),
        length: new Apply((value) => String(value).length),
        answer: new OutputModule(),
      },
      edges: [
        ['start.value', 'length.in'],
        ['length.out', 'answer.value'],
      ],
    });
    const { runId } = await engine.start({ ...flow, input: 's3cret-value' }).result;
    const resumed = readResumed(engine.record, runId);
    expect(() => engine.start({ ...resumed, ...flow })).toThrow(
      expect.objectContaining({ code: 'wrong_values' }),
    );
    const from = { runId, kind: 'resume' } as const;
    const again = await engine.start({ ...flow, input: 's3cret-value', from }).result;
    expect(again.output).toBe(12);
  });
});

describe('names that every object has', () => {
  test.each(['constructor', 'toString'])('a node called %s', async (name) => {
    const engine = testEngine();
    const asked: unknown[] = [];
    const flow = defineFlow({
      name: 'Names',
      nodes: Object.fromEntries([
        [
          name,
          new Apply(() => {
            asked.push(name);
            return 'made';
          }),
        ],
        ['answer', new OutputModule()],
      ]),
      edges: [[`${name}.out`, 'answer.value']],
    });
    const first = await engine.start({ ...flow, input: '' }).result;
    const second = await goOn(engine, flow, '', first);
    const given = Object.fromEntries([
      [name, { outputs: { out: 'given' }, reason: 'pinned' as const }],
    ]);
    const third = await engine.start({ ...flow, input: '', given }).result;
    expect({ outputs: [first.output, second.output, third.output], asked }).toEqual({
      outputs: ['made', 'made', 'given'],
      asked: [name],
    });
  });
});

describe('flows in files', () => {
  test('a flow that was changed in its file is run as it is now', async () => {
    const textOf = (template: string): string =>
      defineFlow({
        name: 'part',
        nodes: {
          value: new InputModule(),
          write: configure(PromptModule, { template }),
          result: new OutputModule(),
        },
        edges: [
          ['value.value', 'write.text'],
          ['write.text', 'result.value'],
        ],
      }).flow;
    let isDown = true;
    const engine = testEngine();
    const folder = tempFolder();
    const write = (template: string): void =>
      writeFileSync(join(folder, 'part.flow.json'), textOf(template));
    write('old {{text}}');
    const flow = defineFlow({
      name: 'Outer',
      nodes: {
        start: new InputModule(),
        part: configure(SubFlowModule, { file: 'part.flow.json' }),
        last: new Apply((value) => {
          if (isDown) throw new Error('Down.');
          return value;
        }),
        answer: new OutputModule(),
      },
      edges: [
        ['start.value', 'part.value'],
        ['part.result', 'last.in'],
        ['last.out', 'answer.value'],
      ],
    });
    const file = join(folder, 'outer.flow.json');
    const first = await engine.start({ ...flow, file, input: 'x' }).result;
    const same = { runId: first.runId, kind: 'resume' } as const;
    const second = await engine.start({ ...flow, file, input: 'x', from: same }).result;
    expect(workOf(engine, second)).toEqual(['start*', 'part*', 'last']);
    isDown = false;
    write('new {{text}}');
    const from = { runId: second.runId, kind: 'resume' } as const;
    const third = await engine.start({ ...flow, file, input: 'x', from }).result;
    expect([first.error?.message, third.output]).toEqual(['Down.', 'new x']);
  });
});
