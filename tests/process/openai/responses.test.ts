import { afterEach, describe, expect, test } from 'vitest';
import { writeResponses } from '../../servers/responses-dialect.ts';
import type { ResponsesTurn } from '../../servers/responses-dialect.ts';
import { refuse } from '../../servers/chat-server.ts';
import { collectParts } from '../../unit/chat-completions/collect-parts.ts';
import { request, run, serve, stopServers } from './run-turn.ts';

afterEach(stopServers);

const calls = ['Tokyo', 'Paris'].map((location) => ({
  id: `call_${location.toLowerCase()}`,
  name: 'get_current_weather',
  arguments: JSON.stringify({ location }),
}));
const api = 'responses';

function serveTurn(turn: ResponsesTurn): ReturnType<typeof serve> {
  return serve(() => ({ chunks: writeResponses(turn) }));
}

describe('the Responses API', () => {
  test('question, reasoning, parallel calls, results, answer', async () => {
    const server = await serve((asked) => ({
      chunks: writeResponses(
        asked.index === 0
          ? {
              reasoning: ['First.', 'Then.'],
              text: ['Let me ', 'look.'],
              calls,
              sealedReasoning: 'x',
            }
          : { text: ['It is ', '10 °C.'] },
      ),
    }));
    const first = collectParts((await run(server, { api, maxTokens: 9, temperature: 0 })).parts);
    const sealed = {
      type: 'reasoning',
      id: 'rs_1',
      summary: ['First.', 'Then.'].map((text) => ({ type: 'summary_text', text })),
      encrypted_content: 'x',
    };
    const [tokyo, paris] = calls;
    expect(first).toEqual({
      text: 'Let me look.',
      reasoning: 'First.\n\nThen.',
      calls: [{ ...tokyo, extra: { reasoning_items: [sealed] } }, paris],
      errors: [],
      usage: { inputTokens: 11, outputTokens: 7, reasoningTokens: 2, cachedInputTokens: 3 },
      finish: 'tool-calls',
    });
    expect(server.requests[0]?.path).toBe('/v1/responses');
    expect(server.requests[0]?.body).toEqual({
      model: 'test',
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
      temperature: 0,
      max_output_tokens: 9,
      input: [{ role: 'user', content: 'Weather?' }],
      tools: [
        {
          type: 'function',
          name: 'get_current_weather',
          description: 'Weather',
          parameters: { type: 'object', properties: {} },
          strict: false,
        },
      ],
    });
    const second = await run(server, {
      api,
      messages: [
        { role: 'system', content: 'Be brief.' },
        ...request.messages,
        { role: 'assistant', content: first.text, toolCalls: first.calls },
        { role: 'tool', toolCallId: 'call_tokyo', name: 'get_current_weather', content: '10' },
        { role: 'tool', toolCallId: 'call_paris', name: 'get_current_weather', content: '11' },
      ],
    });
    expect(collectParts(second.parts)).toMatchObject({ text: 'It is 10 °C.', finish: 'stop' });
    const item = (call: (typeof calls)[number] | undefined) => ({
      type: 'function_call',
      call_id: call?.id,
      name: call?.name,
      arguments: call?.arguments,
    });
    expect(server.requests[1]?.body['input']).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: 'Let me look.' },
      sealed,
      item(tokyo),
      item(paris),
      { type: 'function_call_output', call_id: 'call_tokyo', output: '10' },
      { type: 'function_call_output', call_id: 'call_paris', output: '11' },
    ]);
  });

  test.each([
    ['incomplete', 'max_output_tokens', 'length', undefined],
    ['incomplete', 'content_filter', 'content-filter', undefined],
    ['failed', 'The server went away.', 'interrupted', 'provider_error'],
  ] as const)('%s (%s): half a call is never finished', async (status, reason, finish, code) => {
    const server = await serveTurn({ text: ['Hm'], calls: calls.slice(0, 1), status, reason });
    const { parts, error } = await run(server, { api });
    expect(collectParts(parts)).toMatchObject({
      text: 'Hm',
      calls: [],
      errors: ['incomplete_call'],
      finish,
    });
    expect(error?.code).toBe(code);
  });

  test('a stream that just ends is interrupted; an error event too', async () => {
    const cut = await serve(() => ({ chunks: writeResponses({ text: ['cut'] }).slice(0, 3) }));
    const broken = await serve(() => ({
      chunks: [
        ...writeResponses({ text: ['cut'] }).slice(0, 3),
        'event: error\ndata: {"type":"error","code":"x","message":"Upstream went away"}\n\n',
      ],
    }));
    const outcomes = [await run(cut, { api }), await run(broken, { api })];
    expect(
      outcomes.map(({ parts, error }) => [collectParts(parts).text, error?.code, error?.message]),
    ).toEqual([
      ['cut', 'no_finish_reason', expect.any(String)],
      ['cut', 'provider_error', 'The provider broke off its answer: Upstream went away.'],
    ]);
  });

  test('an answer that is not streamed is taken all the same', async () => {
    const [last = ''] = writeResponses({ text: ['Hi', '!'], calls }).slice(-1);
    const { response } = JSON.parse(last.slice(last.indexOf('{'))) as { response: unknown };
    const server = await serve(() => ({
      contentType: 'application/json',
      chunks: [JSON.stringify(response)],
    }));
    expect(collectParts((await run(server, { api })).parts)).toMatchObject({
      text: 'Hi!',
      calls,
      finish: 'tool-calls',
    });
  });

  test('sealed reasoning that a model refuses is no longer asked for', async () => {
    const server = await serve((asked) =>
      'include' in asked.body
        ? refuse(400, 'Encrypted content is not supported with this model.')
        : { chunks: writeResponses({ text: ['ok'] }) },
    );
    expect(collectParts((await run(server, { api })).parts).text).toBe('ok');
  });

  test('images, files and a schema, in the words of this API', async () => {
    const server = await serveTurn({ text: ['{"n":1}'] });
    const schema = { type: 'object', properties: { n: { type: 'number' } } };
    await run(server, {
      api,
      tools: [],
      outputSchema: schema,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image', mediaType: 'image/png', data: 'aGk=' },
            { type: 'file', mediaType: 'application/pdf', name: 'a.pdf', data: 'aGk=' },
          ],
        },
      ],
    });
    expect(server.requests[0]?.body).toMatchObject({
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is it?' },
            { type: 'input_image', image_url: 'data:image/png;base64,aGk=', detail: 'auto' },
            {
              type: 'input_file',
              filename: 'a.pdf',
              file_data: 'data:application/pdf;base64,aGk=',
            },
          ],
        },
      ],
      text: { format: { type: 'json_schema', name: 'answer', schema, strict: false } },
    });
  });
});
