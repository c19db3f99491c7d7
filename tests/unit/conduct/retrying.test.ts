import { describe, expect, test } from 'vitest';
import { retrying } from '../../../core/models/conduct/retrying.ts';
import { retryableCodes } from '../../../core/models/conduct/retryable-errors.ts';
import { collect, failure, interrupted, stop, text, turnModel } from './conduct-models.ts';

const quick = { maxRetries: 2, firstDelayMs: 4, random: () => 1 };

describe('retrying', () => {
  test.each([...retryableCodes])('%s before the first delta is tried again', async (code) => {
    const model = turnModel([{ fails: failure(code) }, { parts: [text('ok'), stop] }]);
    expect(await collect(retrying(model, quick))).toEqual({
      parts: [
        { type: 'retry', delayMs: 4, error: { code, message: 'It failed.' } },
        text('ok'),
        stop,
      ],
      code: undefined,
    });
  });

  test.each(['provider_auth', 'provider_rejected', 'provider_not_found', 'cancelled', 'mine'])(
    '%s is not tried again',
    async (code) => {
      const model = turnModel([{ fails: failure(code) }, { parts: [stop] }]);
      expect(await collect(retrying(model, quick))).toEqual({ parts: [], code });
      expect(model.requests).toHaveLength(1);
    },
  );

  test('waits double, with jitter, and end with the last error', async () => {
    const fails = failure('provider_failed');
    const model = turnModel([{ fails }, { fails }, { fails }, { fails }]);
    const { parts, code } = await collect(retrying(model, { ...quick, random: () => 0 }));
    expect([parts.map((part) => part.type === 'retry' && part.delayMs), code]).toEqual([
      [2, 4],
      'provider_failed',
    ]);
    expect(model.requests).toHaveLength(3);
  });

  test('the provider’s own wait is kept, unless it is longer than the longest wait', async () => {
    const fails = failure('provider_rate_limited', { retryAfterMs: 30 });
    const patient = turnModel([{ fails }, { parts: [stop] }]);
    await collect(retrying(patient, quick));
    const [first = 0, second = 0] = patient.startedAt;
    expect(second - first).toBeGreaterThanOrEqual(29);
    const impatient = turnModel([{ fails }, { parts: [stop] }]);
    const outcome = await collect(retrying(impatient, { ...quick, maxDelayMs: 20 }));
    expect(outcome).toEqual({ parts: [], code: 'provider_rate_limited' });
  });

  test('after the first delta only where that is allowed; the broken end is never passed on', async () => {
    const broken = { parts: [text('ha'), interrupted], fails: failure('provider_error') };
    const refused = await collect(retrying(turnModel([broken, { parts: [stop] }]), quick));
    expect(refused).toEqual({ parts: [text('ha'), interrupted], code: 'provider_error' });
    const model = turnModel([broken, { parts: [text('half'), stop] }]);
    const { parts, code } = await collect(
      retrying(model, { ...quick, retryAfterFirstDelta: true }),
    );
    expect([parts.map((part) => part.type), code]).toEqual([
      ['text-delta', 'retry', 'text-delta', 'finish'],
      undefined,
    ]);
    expect(parts.at(-1)).toEqual(stop);
  });

  test('a cancel while waiting comes at once', async () => {
    const controller = new AbortController();
    const model = retrying(turnModel([{ fails: failure('provider_failed') }]), {
      maxRetries: 1,
      firstDelayMs: 60_000,
    });
    let abortedAt = 0;
    const reading = (async () => {
      for await (const [part] of model.stream(
        { model: '', messages: [], tools: [] },
        controller.signal,
      )) {
        if (part?.type !== 'retry') continue;
        setTimeout(() => {
          abortedAt = performance.now();
          controller.abort();
        }, 5);
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - abortedAt).toBeLessThan(100);
  });
});
