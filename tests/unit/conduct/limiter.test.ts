import { describe, expect, test } from 'vitest';
import { createLimiter } from '../../../core/models/conduct/create-limiter.ts';
import { limited } from '../../../core/models/conduct/limited.ts';
import { collect, request, stop, text, turnModel } from './conduct-models.ts';

const never = new AbortController().signal;

describe('limits', () => {
  test('no more turns at a time than allowed; first come, first served; the wait is told', async () => {
    const limiter = createLimiter({ maxConcurrent: 2 });
    const order: number[] = [];
    const slots = await Promise.all([limiter.acquire(0, never), limiter.acquire(0, never)]);
    const later = [2, 3, 4].map(async (place) => {
      const slot = await limiter.acquire(0, never);
      order.push(place);
      return slot;
    });
    expect([slots.map((slot) => slot.waitedMs), order]).toEqual([[0, 0], []]);
    slots[0]?.release();
    slots[0]?.release();
    const third = await later[0];
    expect(order).toEqual([2]);
    expect(third?.waitedMs).toBeGreaterThan(0);
    third?.release();
    slots[1]?.release();
    await Promise.all(later);
    expect(order).toEqual([2, 3, 4]);
  });

  test('requests per minute: the next one waits for the first to leave the window', async () => {
    const limiter = createLimiter({ requestsPerMinute: 2, minuteMs: 60 });
    const startedAt = performance.now();
    const waits: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const slot = await limiter.acquire(0, never);
      slot.release();
      waits.push(performance.now() - startedAt);
    }
    expect(waits[1]).toBeLessThan(50);
    expect(waits[2]).toBeGreaterThanOrEqual(59);
  });

  test('tokens per minute: the estimate is replaced by what was used; too large a turn still starts', async () => {
    const limiter = createLimiter({ tokensPerMinute: 100, minuteMs: 60 });
    const first = await limiter.acquire(500, never);
    first.setTokens(90);
    first.release();
    const second = await limiter.acquire(10, never);
    expect(second.waitedMs).toBe(0);
    const third = await limiter.acquire(1, never);
    expect(third.waitedMs).toBeGreaterThan(20);
  });

  test('a turn that is cancelled in the queue leaves at once and lets the next one pass', async () => {
    const limiter = createLimiter({ maxConcurrent: 1 });
    const first = await limiter.acquire(0, never);
    const controller = new AbortController();
    const second = limiter.acquire(0, controller.signal);
    const third = limiter.acquire(0, never);
    const abortedAt = performance.now();
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - abortedAt).toBeLessThan(100);
    first.release();
    expect((await third).waitedMs).toBeGreaterThanOrEqual(0);
    await expect(limiter.acquire(0, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('models behind one limiter share it; a reader that leaves frees its place', async () => {
    const limiter = createLimiter({ maxConcurrent: 1 });
    const turns = Array.from({ length: 5 }, () => ({ parts: [text('a'), text('b'), stop] }));
    const model = turnModel(turns);
    const shared = limited(model, limiter);
    for await (const _ of shared.stream(request, never)) break;
    const outcomes = await Promise.all([1, 2, 3].map(() => collect(limited(model, limiter))));
    expect([model.mostRunning, outcomes.map((outcome) => outcome.parts.length)]).toEqual([
      1,
      [3, 4, 4],
    ]);
    expect(outcomes[2]?.parts[0]).toEqual({
      type: 'note',
      name: 'queued',
      value: { waitedMs: expect.any(Number) },
    });
  });

  test('a thousand turns wait and run in linear time', async () => {
    const limiter = createLimiter({ maxConcurrent: 10, tokensPerMinute: 1e9 });
    const model = turnModel(Array.from({ length: 1000 }, () => ({ parts: [stop] })));
    await Promise.all(Array.from({ length: 1000 }, () => collect(limited(model, limiter))));
    expect([model.requests.length, model.mostRunning]).toEqual([1000, 10]);
  });
});
