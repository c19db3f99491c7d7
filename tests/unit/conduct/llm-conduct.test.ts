import { describe, expect, test } from 'vitest';
import { isOutputEvent, isTraceEvent } from '../../../core/contracts/events.ts';
import type { RunEvent } from '../../../core/contracts/events.ts';
import type { ChatModel, ChatPart, ContentPart } from '../../../core/contracts/chat.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { LlmModule } from '../../../core/modules/model/llm.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { retrying } from '../../../core/models/conduct/retrying.ts';
import { allEvents, scriptedModel, testEngine } from '../../harness/test-engine.ts';
import { failure, interrupted, stop, text, turnModel } from './conduct-models.ts';

const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1 } },
  required: ['city', 'days'],
  additionalProperties: false,
};

function ask(model: ChatModel, settings: object = {}, port = 'text', attachments?: unknown) {
  const engine = testEngine({ models: { mine: model } });
  const flow = defineFlow({
    name: 'Ask',
    nodes: {
      question: new InputModule(),
      ...(attachments === undefined
        ? {}
        : {
            pictures: configure(InputModule, {
              type: 'json',
              default: JSON.stringify(attachments),
            }),
          }),
      llm: configure(LlmModule, { connection: 'mine', ...settings }),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'llm.prompt'],
      ...(attachments === undefined ? [] : [['pictures.value', 'llm.attachments'] as const]),
      [`llm.${port}`, 'answer.value'],
    ],
  });
  const input = attachments === undefined ? 'Two days in Oslo?' : { question: 'What is it?' };
  return { engine, run: engine.start({ ...flow, input }) };
}

function notesOf(events: readonly RunEvent[]): readonly unknown[] {
  return events
    .filter(isTraceEvent)
    .flatMap(({ body }) =>
      body.type === 'note' ? [[body.name, 'value' in body.value ? body.value.value : null]] : [],
    );
}

const turn = (words: string): readonly ChatPart[] => [text(words), stop];

describe('a turn that starts anew', () => {
  test('shows both attempts and the retry between them; the result holds the second alone', async () => {
    const model = turnModel([
      {
        parts: [text('Hel'), { type: 'tool-call-start', call: 0, id: 'a', name: 'f' }, interrupted],
        fails: failure('provider_error'),
      },
      { parts: [text('Hello'), stop] },
    ]);
    const { engine, run } = ask(
      retrying(model, { maxRetries: 1, firstDelayMs: 1, retryAfterFirstDelta: true }),
    );
    const events = await allEvents(engine, run);
    expect(await run.result).toMatchObject({ state: 'done', output: 'Hello' });
    expect(events.filter(isOutputEvent).map(({ body }) => body.type)).toEqual([
      'text-delta',
      'tool-call-start',
      'retry',
      'text-delta',
    ]);
    expect(notesOf(events)).toEqual([
      [
        'retry',
        { delayMs: expect.any(Number), error: { code: 'provider_error', message: 'It failed.' } },
      ],
    ]);
  });

  test('a wait for limits and another model stand in the trace', async () => {
    const { engine, run } = ask(
      scriptedModel([
        [
          { type: 'note', name: 'queued', value: { waitedMs: 7 } },
          { type: 'fallback', from: 'mine', to: 'other', error: { code: 'x', message: 'X.' } },
          ...turn('ok'),
        ],
      ]),
    );
    const events = await allEvents(engine, run);
    const fallback = { from: 'mine', to: 'other', error: { code: 'x', message: 'X.' } };
    expect(notesOf(events)).toEqual([
      ['queued', { waitedMs: 7 }],
      ['fallback', fallback],
    ]);
    expect(events.find(isOutputEvent)?.body).toEqual({
      type: 'custom',
      name: 'fallback',
      value: fallback,
    });
  });

  test('what a turn cost is summed into the run', async () => {
    const usage = { inputTokens: 1, outputTokens: 2, costUsd: 0.5 };
    const { engine, run } = ask(scriptedModel([[{ type: 'usage', usage }, ...turn('ok')]]));
    const events = await allEvents(engine, run);
    const finished = events
      .filter(isTraceEvent)
      .find(({ nodeId, body }) => nodeId === 'llm' && body.type === 'span-finished');
    expect(finished?.body).toMatchObject({ usage });
  });
});

describe('an answer that must fit a schema', () => {
  const settings = { outputSchema: JSON.stringify(schema) };

  test.each([
    ['plain', '{"city":"Oslo","days":2}'],
    ['in a fence', 'Here:\n```json\n{"city":"Oslo","days":2}\n```\nDone.'],
    ['in a sentence', 'It is {"city":"Oslo","days":2}, I think.'],
  ])('%s', async (_how, words) => {
    const model = scriptedModel([turn(words)]);
    const { run } = ask(model, settings, 'value');
    expect(await run.result).toMatchObject({ state: 'done', output: { city: 'Oslo', days: 2 } });
    expect(model.requests[0]?.outputSchema).toEqual(schema);
  });

  test('one repair round: the model is told what is wrong', async () => {
    const model = scriptedModel([turn('{"city":5,"when":1}'), turn('{"city":"Oslo","days":2}')]);
    const { engine, run } = ask(model, settings, 'value');
    const events = await allEvents(engine, run);
    expect((await run.result).output).toEqual({ city: 'Oslo', days: 2 });
    expect(model.requests[1]?.messages.slice(1)).toEqual([
      { role: 'assistant', content: '{"city":5,"when":1}' },
      {
        role: 'user',
        content:
          'That answer does not fit the schema:\n- days is required\n- when is not a known parameter\n- city must be a string\nAnswer again with the corrected JSON and nothing else.',
      },
    ]);
    expect(events.filter(isOutputEvent).map(({ body }) => body.type)).toEqual([
      'text-delta',
      'retry',
      'text-delta',
    ]);
  });

  test('a second bad answer fails with the list', async () => {
    const { run } = ask(scriptedModel([turn('no'), turn('{"city":"Oslo"}')]), settings, 'value');
    expect(await run.result).toMatchObject({
      state: 'failed',
      error: { code: 'invalid_output', nodeId: 'llm', details: ['days is required'] },
    });
  });

  test('a cut answer is not asked again', async () => {
    const model = scriptedModel([[text('{"city":'), { type: 'finish', reason: 'length' }]]);
    const { run } = ask(model, settings, 'value');
    expect((await run.result).error).toMatchObject({
      code: 'invalid_output',
      action: 'Raise “Most tokens”: the answer was cut.',
    });
    expect(model.requests).toHaveLength(1);
  });

  test('the demo model fits it, the same each time', async () => {
    const outputs = await Promise.all(
      [1, 2].map(async () => {
        const { run } = ask(scriptedModel([]), { ...settings, connection: 'demo' }, 'value');
        return (await run.result).output;
      }),
    );
    expect(outputs[0]).toEqual({ city: 'Oslo', days: expect.any(Number) });
    expect(outputs[1]).toEqual(outputs[0]);
  });

  test.each([
    ['{', 'It is not JSON'],
    ['[]', 'not a JSON object'],
    ['{"type":"thing"}', 'cannot be used'],
  ])('%s is found before the run', (outputSchema, words) => {
    const [issue] = LlmModule.checkSettings({ ...new LlmModule().settings, outputSchema }, {});
    expect([issue?.code, issue?.message.includes(words)]).toEqual(['invalid_output_schema', true]);
  });
});

describe('attachments', () => {
  test('join what the user says, in their order', async () => {
    const model = scriptedModel([turn('ok')]);
    const { run } = ask(model, {}, 'text', [
      'data:image/png;base64,aGk=',
      'https://pictures.example/cat.jpg?size=1',
      { name: 'a.pdf', data: 'aG k=' },
      { name: 'note.txt', data: 'aGk=' },
      { name: 'b', text: 'words' },
      { type: 'file', url: 'https://files.example/x.pdf' },
    ]);
    expect((await run.result).state).toBe('done');
    const parts: readonly ContentPart[] = [
      { type: 'text', text: 'What is it?' },
      { type: 'image', mediaType: 'image/png', data: 'aGk=' },
      { type: 'image', mediaType: 'image/jpeg', url: 'https://pictures.example/cat.jpg?size=1' },
      { type: 'file', mediaType: 'application/pdf', name: 'a.pdf', data: 'aGk=' },
      { type: 'text', text: 'note.txt:\nhi' },
      { type: 'text', text: 'b:\nwords' },
      {
        type: 'file',
        mediaType: 'application/pdf',
        name: 'x.pdf',
        url: 'https://files.example/x.pdf',
      },
    ];
    expect(model.requests[0]?.messages).toEqual([{ role: 'user', content: parts }]);
  });

  test.each([
    [[5], 'Attachment 1 is neither an address nor an object.'],
    [['file:///etc/passwd'], 'Attachment 1 is no web address'],
    [[{ data: 'aGk=' }], 'does not say its mediaType'],
    [[{ mediaType: 'image/png', data: 'nö' }], 'does not hold base64'],
    [['data:image/svg+xml,<svg/>'], 'is not in base64'],
    [[{}], 'has no data, no url and no text'],
  ])('%j is refused', async (attachments, words) => {
    const { run } = ask(scriptedModel([turn('ok')]), {}, 'text', attachments);
    const { error } = await run.result;
    expect([error?.code, error?.message.includes(words)]).toEqual(['invalid_attachment', true]);
  });
});
