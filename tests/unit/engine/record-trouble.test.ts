import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defineFlow } from '../../../core/engine/define-flow.ts';
import { baseSettings } from '../../../core/module/base-settings.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { testEngine } from '../../harness/test-engine.ts';

/** An engine whose record another program can lock; it keeps ten events in memory and no more. */
function lockableEngine(): ReturnType<typeof testEngine> & { lock(): void } {
  const engine = testEngine({
    record: { busyTimeoutMs: 1, maxStuckEvents: 10, onProblem: () => {} },
  });
  const other = new Database(engine.recordPath);
  onTestFinished(() => void other.close());
  return Object.assign(engine, { lock: () => void other.exec('BEGIN IMMEDIATE') });
}

describe('a record that takes no more', () => {
  test('fails the run that writes to it, which ends and leaves no rejection behind', async () => {
    const rejections: unknown[] = [];
    const listener = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', listener);
    onTestFinished(() => void process.off('unhandledRejection', listener));
    const engine = lockableEngine();
    class Chatty extends ModuleBase {
      protected override async forward(
        _inputs: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        engine.lock();
        for (;;) {
          context.stream.text('more ');
          await context.delay(1);
        }
      }
    }
    const flow = defineFlow({ name: 'Chatty', nodes: { chatty: new Chatty() }, edges: [] });
    const run = engine.start({ ...flow, input: '' });
    expect(await run.result).toMatchObject({ state: 'failed', error: { code: 'record_busy' } });
    expect([engine.find(run.runId), rejections]).toEqual([undefined, []]);
  });

  test('does not have paid work done again', async () => {
    const engine = lockableEngine();
    let payments = 0;
    class Paid extends ModuleBase {
      static override readonly durable = true;
      protected override forward(): PortValues {
        if (++payments === 1) engine.lock();
        return {};
      }
    }
    const paid = new Paid(baseSettings.parse({ retries: 2 }));
    const flow = defineFlow({ name: 'Paid', nodes: { paid }, edges: [] });
    const result = await engine.start({ ...flow, input: '' }).result;
    expect([result.error?.code, payments]).toEqual(['record_busy', 1]);
  });
});

test('an engine that is being closed starts nothing more', async () => {
  const engine = testEngine();
  const flow = defineFlow({ name: 'Late', nodes: {}, edges: [] });
  const closed = engine.close();
  expect(() => engine.start({ ...flow, input: '' })).toThrowError(
    expect.objectContaining({ code: 'engine_closed' }),
  );
  await closed;
});
