import { afterEach, describe, expect, test } from 'vitest';
import { createOpenAiChatModel } from '../../../core/node/openai/openai-chat-model.ts';
import { deltaChunk, dialects, done, event } from '../../servers/chat-dialects.ts';
import type { DialectName } from '../../servers/chat-dialects.ts';
import { createGate } from '../../servers/chat-server.ts';
import { weatherScript } from '../../servers/weather-script.ts';
import { collectParts } from '../../unit/chat-completions/collect-parts.ts';
import { key, request, run, serve, stopServers } from './run-turn.ts';

afterEach(stopServers);

describe('a turn from a server', () => {
  test.each(Object.keys(dialects) as DialectName[])(
    '%s: question, calls, results, answer',
    async (dialect) => {
      const server = await serve(weatherScript({ dialect }));
      const first = collectParts((await run(server)).parts);
      expect(first).toMatchObject({
        text: 'Let me look that up.',
        finish: 'tool-calls',
        errors: [],
      });
      expect(first.calls.map((call) => [call.id, call.arguments])).toEqual([
        ['call_tokyo', '{"location":"Tokyo","unit":"celsius"}'],
        ['call_paris', '{"location":"Paris","unit":"celsius"}'],
      ]);
      const second = await run(server, {
        messages: [
          ...request.messages,
          { role: 'assistant', content: first.text, toolCalls: first.calls },
          ...first.calls.map((call, place) => ({
            role: 'tool' as const,
            toolCallId: call.id,
            name: call.name,
            content: JSON.stringify({
              location: place === 0 ? 'Tokyo' : 'Paris',
              temperature: '10',
              unit: 'celsius',
            }),
          })),
        ],
      });
      expect(collectParts(second.parts)).toMatchObject({
        text: 'In Tokyo it is 10 degrees celsius. In Paris it is 10 degrees celsius. ',
        finish: 'stop',
        usage: { inputTokens: 11, outputTokens: 7 },
      });
      const returned = server.requests[1]?.body.messages[1]?.tool_calls?.[0];
      const extra = { extra_content: { google: { thought_signature: 'signature-of-call_tokyo' } } };
      expect(returned).toEqual({
        id: 'call_tokyo',
        type: 'function',
        function: {
          name: 'get_current_weather',
          arguments: '{"location":"Tokyo","unit":"celsius"}',
        },
        ...(dialect === 'gemini' ? extra : {}),
      });
    },
  );

  test.each([
    ['reasoning_content', { reasoning_content: 'I need the weather.' }],
    ['reasoning', { reasoning: 'I need the weather.' }],
    [undefined, {}],
  ] as const)('reasoning that led to calls goes back as %s', async (reasoningField, expected) => {
    const server = await serve(weatherScript());
    const reasoning = 'I need the weather.';
    await run(server, {
      reasoningField,
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: '',
          reasoning,
          toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }],
        },
        { role: 'tool', toolCallId: 'a', name: 'f', content: '10' },
        { role: 'assistant', content: 'It is 10.', reasoning: 'Now I know.' },
        { role: 'user', content: 'Thanks.' },
      ],
    });
    const sent = server.requests[0]?.body.messages ?? [];
    const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
    expect([sent[1], sent[3]]).toEqual([
      { role: 'assistant', content: null, tool_calls: [call], ...expected },
      { role: 'assistant', content: 'It is 10.' },
    ]);
  });

  test('the request is what it should be', async () => {
    const server = await serve(weatherScript());
    await run(server, {
      headers: { 'x-team': 'mill' },
      temperature: 0,
      maxTokens: 99,
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'a', name: 'f', arguments: 'not json' },
            { id: 'b', name: 'g', arguments: '' },
          ],
        },
        { role: 'user', content: 'Hi' },
      ],
    });
    const [sent] = server.requests;
    expect(sent?.headers).toMatchObject({ authorization: `Bearer ${key}`, 'x-team': 'mill' });
    expect(sent?.path).toBe('/v1/chat/completions');
    expect(sent?.body).toEqual({
      model: 'test',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 99,
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_current_weather',
            description: 'Weather',
            parameters: { type: 'object', properties: {} },
          },
        },
      ],
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'a',
              type: 'function',
              function: { name: 'f', arguments: '{"invalid_arguments":"not json"}' },
            },
            { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
          ],
        },
        { role: 'user', content: 'Hi' },
      ],
    });
  });

  test('without a key no authorization is sent', async () => {
    const server = await serve(weatherScript());
    await run(server, { apiKey: undefined });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('tokens come as they are written, not at the end', async () => {
    const gate = createGate();
    const server = await serve(() => ({
      chunks: (async function* () {
        yield event(deltaChunk({ content: 'one' }));
        await gate.opened;
        yield event(deltaChunk({ content: 'two' }, 'stop')) + done;
      })(),
    }));
    const model = createOpenAiChatModel({ baseUrl: server.url });
    const texts: string[] = [];
    for await (const batch of model.stream(request, new AbortController().signal)) {
      for (const part of batch) if (part.type === 'text-delta') texts.push(part.text);
      // Were the answer held back until its end, the gate would never open.
      gate.open();
    }
    expect(texts).toEqual(['one', 'two']);
  });

  test('an answer that is not streamed is taken all the same', async () => {
    const completion = {
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hi!' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    const server = await serve(() => ({
      contentType: 'application/json',
      chunks: [JSON.stringify(completion, null, 2)],
    }));
    expect(collectParts((await run(server)).parts)).toEqual({
      text: 'Hi!',
      reasoning: '',
      calls: [],
      errors: [],
      usage: { inputTokens: 1, outputTokens: 2 },
      finish: 'stop',
    });
  });

  test('a server that keeps the connection open after its end does not hold the turn up', async () => {
    const server = await serve((asked) => ({
      chunks: (async function* () {
        yield event(deltaChunk({ content: 'Hi' }, 'stop')) + done;
        await asked.disconnected;
      })(),
    }));
    const startedAt = performance.now();
    expect(collectParts((await run(server)).parts)).toMatchObject({ text: 'Hi', finish: 'stop' });
    expect(performance.now() - startedAt).toBeLessThan(400);
    await server.requests[0]?.disconnected;
  });

  test('raw calls: tools and results travel as ever, markers are asked for and never shown', async () => {
    const raw =
      '<tool_call>\n{"name": "get_current_weather", "arguments": {"location": "Oslo"}}\n</tool_call>';
    const server = await serve(() => ({
      chunks: [
        ...`Looking. ${raw}`.match(/[^]{1,3}/g)!.map((content) => event(deltaChunk({ content }))),
        event(deltaChunk({}, 'stop')),
        done,
      ],
    }));
    const turn = collectParts((await run(server, { rawFormat: 'hermes' })).parts);
    expect({ ...turn, text: turn.text.trimEnd() }).toMatchObject({
      text: 'Looking.',
      finish: 'tool-calls',
      errors: [],
    });
    expect(turn.calls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([
      ['get_current_weather', { location: 'Oslo' }],
    ]);
    expect(server.requests[0]?.body).toMatchObject({ skip_special_tokens: false });
    expect(server.requests[0]?.body.tools).toHaveLength(1);
  });

  test('raw calls beside API calls are numbered as one row', async () => {
    const item = {
      index: 0,
      id: 'api',
      function: { name: 'get_current_weather', arguments: '{}' },
    };
    const server = await serve(() => ({
      chunks: [
        event(deltaChunk({ tool_calls: [item] })),
        event(
          deltaChunk(
            { content: '<tool_call>{"name":"get_current_weather","arguments":{}}</tool_call>' },
            'stop',
          ),
        ),
        done,
      ],
    }));
    const turn = collectParts((await run(server, { rawFormat: 'hermes' })).parts);
    expect([turn.calls.length, turn.finish, turn.errors]).toEqual([2, 'tool-calls', []]);
  });
});
