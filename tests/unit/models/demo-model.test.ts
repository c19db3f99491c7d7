import { describe, expect, test } from 'vitest';
import type { ChatMessage, ChatPart } from '../../../core/contracts/chat.ts';
import { createDemoModel } from '../../../core/models/demo/demo-model.ts';
import { splitTokens } from '../../../core/models/demo/split-tokens.ts';
import { MillraceError } from '../../../core/shared/errors.ts';
import { collectParts } from '../chat-completions/collect-parts.ts';
import { currentWeather, everyTool, forecast, runDemo } from './demo-tools.ts';

const question = 'What is the weather in Tokyo and Paris in celsius?';
const asked: readonly ChatMessage[] = [{ role: 'user', content: question }];
const weather = [currentWeather, forecast];

/** The conversation after a round of calls with these results, `[name, arguments, result]` each. */
function after(
  text: string,
  round: readonly (readonly [string, object, unknown])[],
  before: readonly ChatMessage[] = [{ role: 'user', content: text }],
): readonly ChatMessage[] {
  return [
    ...before,
    {
      role: 'assistant',
      content: '',
      toolCalls: round.map(([name, given], place) => ({
        id: `c${before.length}${place}`,
        name,
        arguments: JSON.stringify(given),
      })),
    },
    ...round.map(([name, , result], place): ChatMessage => ({
      role: 'tool',
      toolCallId: `c${before.length}${place}`,
      name,
      content: typeof result === 'string' ? result : JSON.stringify(result),
    })),
  ];
}

async function answer(messages: readonly ChatMessage[]): Promise<string> {
  const turn = collectParts(await runDemo({ messages, tools: everyTool }));
  expect(turn.calls).toEqual([]);
  return turn.text;
}

async function failureOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  );
  return error instanceof MillraceError ? error.code : String(error);
}

describe('the demo model puts results into words', () => {
  test.each([
    [
      [
        [
          'get_current_weather',
          { location: 'Tokyo', unit: 'celsius' },
          { location: 'Tokyo', temperature: '10', unit: 'celsius' },
        ],
        [
          'get_current_weather',
          { location: 'Paris', unit: 'celsius' },
          { location: 'Paris', temperature: '22', unit: 'celsius' },
        ],
      ],
      'The current weather in Tokyo is 10 degrees Celsius. The current weather in Paris is 22 degrees Celsius.',
    ],
    [
      [
        [
          'get_n_day_weather_forecast',
          { location: 'Oslo', num_days: 3 },
          { location: 'Oslo', temperature: '75', unit: 'fahrenheit', num_days: 3 },
        ],
      ],
      'The 3-day weather forecast for Oslo is 75 degrees Fahrenheit.',
    ],
    [
      [
        [
          'get_current_weather',
          { location: 'Nairobi' },
          { location: 'Nairobi', temperature: 'unknown' },
        ],
      ],
      'The current weather in Nairobi is unknown.',
    ],
    [
      [
        [
          'lookup_stock',
          { ticker: 'ZQX' },
          { ticker: 'ZQX', price: 12.75, currency: 'CHF', open: false },
        ],
      ],
      'For ZQX, price is 12.75, currency is CHF and open is no.',
    ],
    [
      [['read_sensor', { room: 'attic' }, { values: [1, 2], limits: { low: 0, high: null } }]],
      'Values is 1 and 2 and limits is (low 0, high not given).',
    ],
    [[['what_time', {}, '14:05 in the afternoon']], 'What time: 14:05 in the afternoon.'],
    [
      [['city_population', { city: 'Ulaanbaatar' }, 1_672_627]],
      'City population for Ulaanbaatar: 1672627.',
    ],
    [
      [['find_books', { author: 'Woolf' }, ['Orlando', 'The Waves']]],
      'Books for Woolf: Orlando and The Waves.',
    ],
  ] as const)('%j', async (round, text) => {
    expect(await answer(after('What is it?', round))).toBe(text);
  });

  test('a tool that failed is reported beside the others', async () => {
    const messages = after(question, [
      [
        'get_current_weather',
        { location: 'Tokyo', unit: 'celsius' },
        { error: { code: 'code_timeout', message: 'It took too long.' } },
      ],
      [
        'get_current_weather',
        { location: 'Paris', unit: 'celsius' },
        { location: 'Paris', temperature: 3 },
      ],
    ]);
    expect(await answer(messages)).toBe(
      'The current weather in Paris is 3 degrees. get_current_weather failed: It took too long.',
    );
  });

  test('a refused call is corrected once', async () => {
    const refused = {
      error: 'There is no tool get_curent_wether. Did you mean get_current_weather?',
    };
    const first = after(question, [['get_curent_wether', { location: 'Tokyo' }, refused]]);
    const second = collectParts(await runDemo({ messages: first, tools: weather }));
    expect(second.calls).toMatchObject([
      { name: 'get_current_weather', arguments: '{"location":"Tokyo"}' },
    ]);
    const again = after(
      question,
      [['get_current_weather', { location: 'Tokyo' }, { error: 'No.' }]],
      first,
    );
    expect(await answer(again)).toContain('failed: No.');
  });

  test.each([
    {
      message: 'No such tool.',
      details: {
        suggestion: 'city_population',
        tools: ['a', 'get_current_weather', 'city_population'],
      },
    },
    {
      message: 'Unknown tool x; did you mean city_population?',
      details: { tools: ['get_current_weather'] },
    },
  ])('the suggested name is taken, whatever else the error lists: %j', async (error) => {
    const messages = after('What is the population of Lima?', [
      ['city_populatin', { city: 'Lima' }, { error }],
    ]);
    const turn = collectParts(await runDemo({ messages, tools: everyTool }));
    expect(turn.calls).toMatchObject([{ name: 'city_population', arguments: '{"city":"Lima"}' }]);
  });

  test.each(['wrong-name', 'bad-arguments'])(
    'told to write %s, it corrects itself',
    async (fault) => {
      const model = `demo-fast:${fault}`;
      const spoilt = collectParts(await runDemo({ model, messages: asked, tools: weather })).calls;
      const messages = after(
        question,
        spoilt.map((call) => [
          call.name,
          JSON.parse(call.arguments) as object,
          { error: 'Did you mean get_current_weather?' },
        ]),
      );
      const corrected = collectParts(await runDemo({ model, messages, tools: weather })).calls;
      const good = collectParts(await runDemo({ messages: asked, tools: weather })).calls;
      const shape = (calls: typeof good): unknown =>
        calls.map((call) => [call.name, call.arguments]);
      expect(shape(spoilt)).not.toEqual(shape(good));
      expect(shape(corrected)).toEqual(shape(good));
    },
  );
});

describe('the demo model streams', () => {
  test('a plain answer quotes the question and says that it is simulated', async () => {
    const turn = collectParts(
      await runDemo({ messages: [{ role: 'user', content: 'Hello there 🙂' }] }),
    );
    expect(turn.text).toContain('Hello there 🙂');
    expect(turn.text).toContain('simulated');
    expect(turn).toMatchObject({ finish: 'stop', errors: [], calls: [] });
  });

  test('the same request gives the same parts', async () => {
    const request = { messages: asked, tools: weather, model: 'demo-fast:reasoning' };
    expect(await runDemo(request)).toEqual(await runDemo(request));
  });

  test('a sentence, then parallel calls, in small pieces, with usage', async () => {
    const parts = await runDemo({ messages: asked, tools: weather });
    const pieces = parts.flatMap((part) => ('text' in part ? [part.text] : []));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(6);
    const turn = collectParts(parts);
    expect(turn.text).toBe('Let me look that up for Tokyo and Paris. ');
    expect(new Set(turn.calls.map((call) => call.id)).size).toBe(2);
    expect(turn.usage).toMatchObject({
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
    });
  });

  test('reasoning only when asked', async () => {
    const [quiet, loud] = await Promise.all(
      ['demo-fast', 'demo-fast:reasoning'].map(async (model) =>
        collectParts(await runDemo({ model, messages: asked, tools: weather })),
      ),
    );
    expect(quiet?.reasoning).toBe('');
    expect(loud?.reasoning).toContain('get_current_weather');
    expect({ ...loud, reasoning: '', usage: 0 }).toEqual({ ...quiet, usage: 0 });
  });

  test('tokens lose nothing', () => {
    const text = ' a  b\n\n 长长长长长长长 🙂🙂🙂🙂 end\t';
    expect(splitTokens(text).join('')).toBe(text);
  });

  test.each(['hermes', 'internlm', 'lazyllm-function', 'qwen-old'])(
    'raw calls of %s: no marker is seen',
    async (rawFormat) => {
      const raw = collectParts(await runDemo({ messages: asked, tools: weather, rawFormat }));
      const plain = collectParts(await runDemo({ messages: asked, tools: weather }));
      const shape = (turn: typeof raw): unknown => ({
        text: turn.text.trimEnd(),
        calls: turn.calls.map((call) => [call.name, JSON.parse(call.arguments) as unknown]),
        finish: turn.finish,
        errors: turn.errors,
      });
      expect(shape(raw)).toEqual(shape(plain));
    },
  );

  test('an unknown raw format is refused with the list of those there are', async () => {
    expect(await failureOf(runDemo({ messages: asked, rawFormat: 'morse' }))).toBe(
      'unknown_raw_format',
    );
  });
});

/** Runs a turn to its end or failure and tells both. */
async function runFaulty(
  model: string,
  extra = '',
): Promise<readonly [string, ReturnType<typeof collectParts>]> {
  const parts: ChatPart[] = [];
  const messages: readonly ChatMessage[] = [{ role: 'user', content: question + extra }];
  const run = (async () => {
    const request = { model, messages, tools: weather };
    for await (const batch of createDemoModel().stream(request, new AbortController().signal))
      parts.push(...batch);
  })();
  return [await failureOf(run), collectParts(parts)];
}

describe('the demo model misbehaves when told to', () => {
  test('fail: before the first token', async () => {
    expect(await runFaulty('demo-fast:fail')).toMatchObject([
      'provider_failed',
      { text: '', finish: '' },
    ]);
  });

  test('fail-midway: what came stays, calls are withheld', async () => {
    const [code, turn] = await runFaulty('demo-fast:fail-midway');
    expect([code, turn.calls, turn.finish]).toEqual(['provider_error', [], 'interrupted']);
    expect(turn.text).toContain('Let me');
  });

  test('length: cut calls are never reported as finished', async () => {
    const [code, turn] = await runFaulty('demo-fast:length');
    expect([code, turn.calls, turn.errors, turn.finish]).toEqual([
      'no error',
      [],
      ['incomplete_call'],
      'length',
    ]);
  });

  test('a directive in the question does the same as a name', async () => {
    expect((await runFaulty('demo-fast', ' [demo: fail-midway]'))[0]).toBe('provider_error');
  });

  test.each(['demo-fast:stall', 'demo-fast:hang', 'demo-slow'])(
    '%s: an abort ends it at once',
    async (model) => {
      const controller = new AbortController();
      let abortedAt = 0;
      setTimeout(() => {
        abortedAt = performance.now();
        controller.abort();
      }, 30);
      expect(await failureOf(runDemo({ model, messages: asked }, controller.signal))).toBe(
        'cancelled',
      );
      expect(performance.now() - abortedAt).toBeLessThan(100);
    },
  );

  test('it keeps the pace it is given', async () => {
    const startedAt = performance.now();
    const pace = { firstTokenMs: 50, tokensPerSecond: 200 };
    let tokens = 0;
    const request = { model: 'demo', messages: asked, tools: [] };
    for await (const batch of createDemoModel({ pace }).stream(
      request,
      new AbortController().signal,
    )) {
      if (tokens === 0) expect(performance.now() - startedAt).toBeGreaterThanOrEqual(45);
      tokens += batch.filter((part) => part.type === 'text-delta').length;
    }
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(
      50 + ((tokens - 1) * 1_000) / 200 - 10,
    );
  });
});
