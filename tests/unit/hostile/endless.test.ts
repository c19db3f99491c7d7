import { expect, test } from 'vitest';
import type { ChatModel } from '../../../core/contracts/chat.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { LlmModule } from '../../../core/modules/model/llm.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { ToolModule } from '../../../core/modules/tool/tool.ts';
import { allEvents, scriptedModel, testEngine } from '../../harness/test-engine.ts';
import { isTraceEvent } from '../../../core/contracts/events.ts';

const piece = 'x'.repeat(256 * 1024);

/** Never stops by itself; counts what was taken of it. */
function endlessModel(type: 'text-delta' | 'reasoning-delta'): ChatModel & { taken: number } {
  const model = {
    taken: 0,
    async *stream() {
      for (;;) {
        model.taken += 1;
        yield [{ type, text: piece }] as const;
        await Promise.resolve();
      }
    },
  };
  return model;
}

test.each(['text-delta', 'reasoning-delta'] as const)(
  'a model whose %s never ends is stopped with a clear error',
  async (type) => {
    const model = endlessModel(type);
    const engine = testEngine({ models: { endless: model } });
    const flow = defineFlow({
      name: 'Endless',
      nodes: {
        in: new InputModule(),
        model: configure(LlmModule, { connection: 'endless', stream: false }),
        out: new OutputModule(),
      },
      edges: [
        ['in.value', 'model.prompt'],
        ['model.text', 'out.value'],
      ],
    });
    const { error } = await engine.start({ ...flow, input: 'go' }).result;
    expect(error).toMatchObject({ code: 'answer_too_long', nodeId: 'model' });
    expect(model.taken).toBeLessThan(100);
  },
);

test('a tool’s huge result is cut for the model, and the cut is noted', async () => {
  const call = { id: 'c1', name: 'huge', arguments: '{}' };
  const model = scriptedModel([
    [
      { type: 'tool-call-start', call: 0, id: 'c1', name: 'huge' },
      { type: 'tool-call-end', call: 0, toolCall: call },
      { type: 'finish', reason: 'tool-calls' },
    ],
    [
      { type: 'text-delta', text: 'Done' },
      { type: 'finish', reason: 'stop' },
    ],
  ]);
  const engine = testEngine({ models: { scripted: model } });
  const flow = defineFlow({
    name: 'Huge',
    nodes: {
      in: new InputModule(),
      huge: configure(ToolModule, {
        code: '/** Gives a lot. */\nfunction huge() { return "y".repeat(5_000_000); }',
      }),
      agent: configure(AgentModule, { connection: 'scripted' }),
      out: new OutputModule(),
    },
    edges: [
      ['in.value', 'agent.prompt'],
      ['huge.tool', 'agent.tools'],
      ['agent.text', 'out.value'],
    ],
  });
  const run = engine.start({ ...flow, input: 'go' });
  const events = await allEvents(engine, run);
  const result = model.requests[1]?.messages.at(-1);
  expect((await run.result).output).toBe('Done');
  expect(result).toMatchObject({
    role: 'tool',
    content: expect.stringMatching(/^y{1000000}… \[4000000 characters left out\]$/),
  });
  expect(
    events.filter(isTraceEvent).flatMap(({ body }) => (body.type === 'note' ? [body.name] : [])),
  ).toContain('result-cut');
});

test('a call to a tool with a hostile name becomes a short error that the model reads', async () => {
  const name = `\u202E<script>alert(1)</script>\u0000\u001B[2J${'A'.repeat(10_000)}`;
  const model = scriptedModel([
    [
      { type: 'tool-call-start', call: 0, id: 'c1', name },
      { type: 'tool-call-end', call: 0, toolCall: { id: 'c1', name, arguments: '{}' } },
      { type: 'finish', reason: 'tool-calls' },
    ],
    [
      { type: 'text-delta', text: 'Sorry' },
      { type: 'finish', reason: 'stop' },
    ],
  ]);
  const engine = testEngine({ models: { scripted: model } });
  const flow = defineFlow({
    name: 'Names',
    nodes: {
      in: new InputModule(),
      real: configure(ToolModule, { code: '/** Says hello. */\nfunction real() { return "hi"; }' }),
      agent: configure(AgentModule, { connection: 'scripted' }),
      out: new OutputModule(),
    },
    edges: [
      ['in.value', 'agent.prompt'],
      ['real.tool', 'agent.tools'],
      ['agent.text', 'out.value'],
    ],
  });
  const { output } = await engine.start({ ...flow, input: 'go' }).result;
  const read = model.requests[1]?.messages.at(-1);
  const content = read?.role === 'tool' ? read.content : '';
  expect(output).toBe('Sorry');
  expect(content.length).toBeLessThan(1000);
  expect(JSON.parse(content)).toMatchObject({
    error: { code: 'unknown_tool', details: { tools: ['real'] } },
  });
});
