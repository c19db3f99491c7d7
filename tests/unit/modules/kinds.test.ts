import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { LlmModule } from '../../../core/modules/model/llm.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { PromptModule } from '../../../core/modules/prompt.ts';
import { ToolModule } from '../../../core/modules/tool/tool.ts';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

const descriptors = new KindRegistry(builtInKinds).list();

describe('the built-in kinds', () => {
  test.each(descriptors)(
    '$kind describes itself whole, with defaults that fit its own form',
    (descriptor) => {
      expect(descriptor.title).not.toBe('');
      expect(descriptor.description).toMatch(/^[A-Z].*\.$/);
      expect(structuredClone(descriptor)).toEqual(descriptor);
      const keys = Object.keys(descriptor.defaultSettings).toSorted();
      expect(descriptor.fields.map((field) => field.key).toSorted()).toEqual(keys);
    },
  );

  test('are listed in the order of their names', () => {
    const ids = descriptors.map((descriptor) => descriptor.kind);
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('InputModule', () => {
  const run = async (settings: JsonObject, input: string | JsonObject): Promise<unknown> => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'In',
      nodes: { in: configure(InputModule, settings), out: new OutputModule() },
      edges: [['in.value', 'out.value']],
    });
    const result = await engine.start({ ...flow, input }).result;
    return result.error?.code ?? result.output;
  };
  test.each([
    [{}, 'hi', 'hi'],
    [{ default: 'dawn' }, '', 'dawn'],
    [{ default: 'dawn' }, { in: 'dusk' }, 'dusk'],
    [{ type: 'number' }, '12.5', 12.5],
    [{ type: 'number' }, 'many', 'wrong_value'],
    [{ type: 'json' }, '{"a":[1]}', { a: [1] }],
    [{ type: 'json' }, '{', 'wrong_value'],
    [{}, '', 'input_missing'],
  ])('settings %j, input %j gives %j', async (settings, input, expected) => {
    expect(await run(settings, input)).toEqual(expected);
  });
});

describe('PromptModule', () => {
  test('fills its variables, never a value’s own braces', async () => {
    const engine = testEngine();
    const flow = defineFlow({
      name: 'P',
      nodes: {
        in: new InputModule(),
        prompt: configure(PromptModule, { template: 'Say {{ word }} to {{word}}: {{word}}' }),
        out: new OutputModule(),
      },
      edges: [
        ['in.value', 'prompt.word'],
        ['prompt.text', 'out.value'],
      ],
    });
    expect((await engine.start({ ...flow, input: '{{word}}$&' }).result).output).toBe(
      'Say {{word}}$& to {{word}}$&: {{word}}$&',
    );
  });

  test('a variable may have the name of what every object inherits', async () => {
    const flow = defineFlow({
      name: 'P',
      nodes: {
        in: new InputModule(),
        prompt: configure(PromptModule, { template: '{{__proto__}} {{constructor}}' }),
        out: new OutputModule(),
      },
      edges: [
        ['in.value', 'prompt.__proto__'],
        ['in.value', 'prompt.constructor'],
        ['prompt.text', 'out.value'],
      ],
    });
    const run = testEngine().start({ ...flow, input: 'hi' });
    expect((await run.result).output).toBe('hi hi');
  });
});

describe('LlmModule', () => {
  const flow = (settings: JsonObject = {}): ReturnType<typeof defineFlow> =>
    defineFlow({
      name: 'L',
      nodes: {
        in: new InputModule(),
        model: configure(LlmModule, { connection: 'script', ...settings }),
        out: new OutputModule(),
      },
      edges: [
        ['in.value', 'model.prompt'],
        ['model.text', 'out.value'],
      ],
    });
  const parts: ChatPart[] = [
    { type: 'reasoning-delta', text: 'Hm. ' },
    { type: 'text-delta', text: ' Hel' },
    { type: 'text-delta', text: 'lo\n' },
    { type: 'usage', usage: { inputTokens: 3, outputTokens: 2 } },
    { type: 'finish', reason: 'stop' },
  ];

  test('streams every delta as it came and keeps the whole for the next step', async () => {
    const engine = testEngine({ models: { script: scriptedModel([parts]) } });
    const run = engine.start({ ...flow(), input: 'Hi' });
    const output = (await allEvents(engine, run))
      .filter((event) => event.queue === 'output')
      .map((event) => event.body);
    expect([output, (await run.result).output]).toEqual([parts.slice(0, 4), ' Hello\n']);
  });

  test('a turn without an end, and one stopped by a filter, fail with what to do', async () => {
    const model = scriptedModel([
      [
        { type: 'text-delta', text: 'Half' },
        { type: 'finish', reason: 'interrupted' },
      ],
      [{ type: 'finish', reason: 'content-filter' }],
    ]);
    const engine = testEngine({ models: { script: model } });
    const errors = [];
    for (let index = 0; index < 2; index++)
      errors.push((await engine.start({ ...flow(), input: 'Hi' }).result).error?.code);
    expect(errors).toEqual(['no_finish_reason', 'content_filtered']);
  });

  test('a person’s overrides replace connection, model and raw format; another connection drops the model’s name', async () => {
    const model = scriptedModel([parts, parts]);
    const engine = testEngine({ models: { other: model } });
    const start = (overrides: {
      connection: string;
      model?: string;
      rawFormat?: string;
    }): Promise<unknown> =>
      engine.start({ ...flow({ model: 'old' }), input: 'Hi', overrides }).result;
    await start({ connection: 'other' });
    await start({ connection: 'other', model: 'new', rawFormat: 'hermes' });
    expect(model.requests.map((request) => [request.model, request.rawFormat])).toEqual([
      ['', undefined],
      ['new', 'hermes'],
    ]);
  });

  test('a node’s own word on where the text begins goes with the request; silence leaves it to the connection', async () => {
    const model = scriptedModel([parts, parts, parts, parts]);
    const engine = testEngine({ models: { script: model } });
    for (const startInReasoning of ['', 'auto', 'yes', 'no']) {
      await engine.start({ ...flow({ startInReasoning }), input: 'Hi' }).result;
    }
    expect(model.requests.map(({ startInReasoning }) => startInReasoning)).toEqual([
      undefined,
      'auto',
      true,
      false,
    ]);
  });

  test('an unknown connection is a clear failure', async () => {
    const engine = testEngine();
    expect((await engine.start({ ...flow(), input: 'Hi' }).result).error).toMatchObject({
      code: 'unknown_connection',
      nodeId: 'model',
    });
  });
});

describe('ToolModule', () => {
  const code =
    '/** Adds.\n * @param {number} a One.\n * @param {number} [b=2] Other. */\nfunction add(a, b = 2) { console.log("adding"); return a + b; }';
  const agent = (toolCode: string, more: JsonObject = {}): ReturnType<typeof defineFlow> =>
    defineFlow({
      name: 'T',
      nodes: {
        in: new InputModule(),
        tool: configure(ToolModule, { code: toolCode, ...more }),
        agent: configure(builtInKinds[0] as never, { connection: 'script' }),
        out: new OutputModule(),
      },
      edges: [
        ['in.value', 'agent.prompt'],
        ['tool.tool', 'agent.tools'],
        ['agent.text', 'out.value'],
      ],
    });
  const turns = (args: string): ChatPart[][] => [
    [
      { type: 'tool-call-start', call: 0, id: 'c', name: 'add' },
      { type: 'tool-call-end', call: 0, toolCall: { id: 'c', name: 'add', arguments: args } },
      { type: 'finish', reason: 'tool-calls' },
    ],
    [
      { type: 'text-delta', text: 'done' },
      { type: 'finish', reason: 'stop' },
    ],
  ];

  test('runs a documented function in the sandbox, with defaults filled in and its log in the trace', async () => {
    const model = scriptedModel(turns('{"a": 1}'));
    const engine = testEngine({ models: { script: model } });
    const run = engine.start({ ...agent(code), input: 'x' });
    const events = await allEvents(engine, run);
    expect(model.requests[0]?.tools).toEqual([
      {
        name: 'add',
        description: 'Adds.',
        parameters: expect.objectContaining({ required: ['a'], additionalProperties: false }),
      },
    ]);
    expect(model.requests[1]?.messages.at(-1)).toMatchObject({ role: 'tool', content: '3' });
    expect(
      JSON.stringify(events.filter((event) => event.nodeId === 'tool' && event.queue === 'trace')),
    ).toContain('adding');
  });

  test('a tool that loops forever is stopped, and the run goes on', async () => {
    const model = scriptedModel(turns('{"a": 1}'));
    const engine = testEngine({ models: { script: model } });
    const endless = code.replace('return a + b;', 'for (;;) {}');
    const run = engine.start({ ...agent(endless, { timeoutMs: 200 }), input: 'x' });
    expect(await run.result).toMatchObject({ state: 'done', output: 'done' });
    expect(JSON.parse(textOf(model.requests[1]?.messages.at(-1)))).toMatchObject({
      error: { code: 'code_timeout', message: expect.stringContaining('200 ms') },
    });
  });

  test('code that is no tool makes the flow invalid', () => {
    const engine = testEngine();
    expect(() => engine.start({ ...agent('function ('), input: 'x' })).toThrowError(
      expect.objectContaining({ code: 'flow_invalid', nodeId: 'tool' }),
    );
  });
});
