import { expect, test } from 'vitest';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import type { FlowDocument } from '../../../core/model/flow-document.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { splitMessages } from '../../../core/import/model-choice.ts';
import { extractSubFlow } from '../../../core/model/extract-sub-flow.ts';
import { chooseOptions } from '../../../core/models/demo/choose-options.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { buildMessages } from '../../../core/modules/model/llm.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { createDatabases } from '../../../core/node/databases/create-databases.ts';
import { createReranker } from '../../../core/node/openai/rerank.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { scriptedModel, testEngine } from '../../harness/test-engine.ts';
import { startJsonServer } from '../../servers/embedding-server.ts';

/** More than a function takes arguments. */
const many = 200_000;
const numbers = Array.from({ length: many }, (_, index) => index);

test('a turn with very many calls gets a result for each of them', async () => {
  const call = (index: number): ChatPart => ({
    type: 'tool-call-end',
    call: index,
    toolCall: { id: `c${index}`, name: 'none', arguments: '{}' },
  });
  const model = scriptedModel([
    [
      ...numbers.flatMap((index): ChatPart[] => [
        { type: 'tool-call-start', call: index, id: `c${index}`, name: 'none' },
        call(index),
      ]),
      { type: 'finish', reason: 'tool-calls' },
    ],
    [
      { type: 'text-delta', text: 'Done' },
      { type: 'finish', reason: 'stop' },
    ],
  ]);
  const flow = defineFlow({
    name: 'Many calls',
    nodes: {
      in: new InputModule(),
      agent: configure(AgentModule, { connection: 'scripted' }),
      out: new OutputModule(),
    },
    edges: [
      ['in.value', 'agent.prompt'],
      ['agent.text', 'out.value'],
    ],
  });
  const { output, error } = await testEngine({ models: { scripted: model } }).start({
    ...flow,
    input: 'go',
  }).result;
  const results = model.requests[1]?.messages.filter(({ role }) => role === 'tool');
  expect({ output, error, results: results?.length }).toEqual({
    output: 'Done',
    error: undefined,
    results: many,
  });
}, 120_000);

test('a very long conversation goes to the model whole', () => {
  const messages = numbers.map((index) => ({ role: 'user' as const, content: String(index) }));
  expect(buildMessages('Count.', { messages }).length).toBe(many + 1);
});

test('very many nodes become a sub-flow at their left upper corner', () => {
  const ids = numbers.map((index) => `n${index}`);
  const document = {
    nodes: Object.fromEntries(ids.map((id) => [id, { kind: 'x', kindVersion: 1, settings: {} }])),
    edges: [],
    layout: Object.fromEntries(ids.map((id, index) => [id, [500 - index, 7 + index]])),
  } as unknown as FlowDocument;
  const made = extractSubFlow(document, ids, {
    ports: new Map(),
    isFlowEnd: () => false,
    nodeId: 'part',
    title: 'Part',
  });
  if ('refusal' in made) throw new Error(made.refusal);
  expect(made.document.layout['part']).toEqual([500 - many + 1, 7]);
});

test('an imported prompt may have very many pieces', () => {
  const text = numbers.map((index) => `${index} `);
  const { system } = splitMessages([
    { role: 'system', text },
    { role: 'user', text: ['Go'] },
  ]);
  expect(system.length).toBe(many);
});

test('the demo model chooses among very many options', () => {
  const options = numbers.map(() => 'red');
  const schema = { type: 'object', properties: { choice: { enum: options } } };
  expect(chooseOptions(schema, '- red: a colour', 'a colour')).toEqual({ choice: 'red' });
});

test('a ranking of very many texts is read', async () => {
  const server = await startJsonServer(() => ({
    body: { results: numbers.map((index) => ({ index, relevance_score: index })) },
  }));
  const reranker = createReranker({
    baseUrl: server.baseUrl,
    conduct: { retries: { maxRetries: 0 } },
  });
  const { scores } = await reranker.rerank(
    { model: 'm', question: 'q', texts: numbers.map(String) },
    new AbortController().signal,
  );
  expect(scores.length).toBe(many);
}, 60_000);

test('very many parameters of a statement are refused by their number', async () => {
  const databases = createDatabases();
  const asked = databases.query({
    path: `${tempFolder()}/new.db`,
    sql: 'SELECT 1',
    parameters: numbers,
    mayWrite: true,
    maxRows: 1,
    timeoutMs: 5000,
    signal: new AbortController().signal,
  });
  const error = await asked.then(() => undefined, toErrorInfo);
  await databases.close();
  expect(error).toMatchObject({
    code: 'sql_refused',
    message: 'There are 200000 parameters, and a statement takes at most 32766.',
  });
});
