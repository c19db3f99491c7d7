import { describe, expect, test } from 'vitest';
import { priced } from '../../../core/models/conduct/priced.ts';
import { withFallbacks } from '../../../core/models/conduct/with-fallbacks.ts';
import { collect, failure, interrupted, request, stop, text, turnModel } from './conduct-models.ts';

describe('fallback models', () => {
  test('the next model answers when one fails before it shows anything, under its own name', async () => {
    const first = turnModel([{ parts: [interrupted], fails: failure('provider_error') }]);
    const last = turnModel([{ parts: [text('ok'), stop] }]);
    const others = [
      {
        label: 'no key',
        change: { model: 'b' },
        open: () => {
          throw failure('missing_key');
        },
      },
      { label: 'last', change: { model: 'c' }, open: () => last },
    ];
    const model = withFallbacks(first, others, 'house');
    expect(await collect(model)).toEqual({
      parts: [
        {
          type: 'fallback',
          from: 'house · m',
          to: 'no key',
          error: { code: 'provider_error', message: 'It failed.' },
        },
        {
          type: 'fallback',
          from: 'no key',
          to: 'last',
          error: { code: 'missing_key', message: 'It failed.' },
        },
        text('ok'),
        stop,
      ],
      code: undefined,
    });
    expect(last.requests).toEqual([{ ...request, model: 'c' }]);
  });

  test.each([
    ['after a delta', [text('h'), interrupted], 'provider_error'],
    ['after a cancel', [], 'cancelled'],
  ])('%s no other model is asked', async (_when, parts, code) => {
    const other = turnModel([{ parts: [stop] }]);
    const others = [{ label: 'b', change: {}, open: () => other }];
    const model = withFallbacks(turnModel([{ parts, fails: failure(code) }]), others, 'a');
    expect(await collect(model)).toEqual({ parts, code });
    expect(other.requests).toEqual([]);
  });

  test('the last one’s error and its broken end are passed on', async () => {
    const broken = { parts: [interrupted], fails: failure('provider_failed') };
    const others = [{ label: 'b', change: {}, open: () => turnModel([broken]) }];
    const model = withFallbacks(turnModel([{ fails: failure('x') }]), others, 'a');
    const { parts, code } = await collect(model);
    expect([parts.map((part) => part.type), code]).toEqual([
      ['fallback', 'finish'],
      'provider_failed',
    ]);
  });
});

describe('prices', () => {
  const usage = { inputTokens: 1000, outputTokens: 100, cachedInputTokens: 400 };
  const prices = {
    'gpt-x': { inputPerMillion: 10, outputPerMillion: 100, cachedInputPerMillion: 1 },
    'gpt-*': { inputPerMillion: 1, outputPerMillion: 2 },
    '*': { inputPerMillion: 0, outputPerMillion: 0 },
  };

  test.each([
    ['gpt-x', (600 * 10 + 400 * 1 + 100 * 100) / 1e6],
    ['gpt-y', (1000 * 1 + 100 * 2) / 1e6],
    ['', (1000 * 1 + 100 * 2) / 1e6],
    ['llama', 0],
  ])('%s', async (model, costUsd) => {
    const { parts } = await collect(
      priced(turnModel([{ parts: [{ type: 'usage', usage }, stop] }]), prices, 'gpt-z'),
      undefined,
      { ...request, model },
    );
    expect(parts).toEqual([{ type: 'usage', usage: { ...usage, costUsd } }, stop]);
  });

  test('a model without a price has no cost', async () => {
    const model = turnModel([{ parts: [{ type: 'usage', usage }, stop] }]);
    const { parts } = await collect(priced(model, {}, ''));
    expect(parts[0]).toEqual({ type: 'usage', usage });
  });
});
