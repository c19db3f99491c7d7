import { describe, expect, onTestFinished, test } from 'vitest';
import { defineFlow } from '../../../core/engine/define-flow.ts';
import { baseSettings } from '../../../core/module/base-settings.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { allEvents, testEngine } from '../../harness/test-engine.ts';

/** Collects rejections that nobody handles: in an engine process each one ends the process. */
function watchRejections(): readonly unknown[] {
  const seen: unknown[] = [];
  const listener = (reason: unknown): void => void seen.push(reason);
  process.on('unhandledRejection', listener);
  onTestFinished(() => void process.off('unhandledRejection', listener));
  return seen;
}

/** Lets every promise that is settled by now be noticed as unhandled. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('modules that people write', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'text'],
    ['a list', [1]],
  ])(
    'one that returns %s fails with a sentence, and its engine lives on',
    async (_what, returned) => {
      const rejections = watchRejections();
      class Careless extends ModuleBase {
        protected override async forward(): Promise<PortValues> {
          return returned as never;
        }
      }
      const engine = testEngine();
      const flow = defineFlow({ name: 'C', nodes: { careless: new Careless() }, edges: [] });
      const result = await engine.start({ ...flow, input: '' }).result;
      await settle();
      expect([result.state, result.error?.code, result.error?.nodeId, rejections]).toEqual([
        'failed',
        'wrong_outputs',
        'careless',
        [],
      ]);
    },
  );

  test('after the end of its scope no further module starts, and nothing is left unhandled', async () => {
    const rejections = watchRejections();
    const started: string[] = [];
    class Slow extends ModuleBase {
      protected override async forward(
        _in: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        started.push('slow');
        await context.delay(60_000);
        return {};
      }
    }
    class Spare extends ModuleBase {
      protected override async forward(): Promise<PortValues> {
        started.push('spare');
        await settle();
        throw new Error('too late for anybody');
      }
    }
    class Stubborn extends ModuleBase {
      protected override async forward(
        _in: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        try {
          return await context.call(new Slow(), {});
        } catch {
          return context.call(new Spare(), {});
        }
      }
    }
    const engine = testEngine();
    const stubborn = new Stubborn(baseSettings.parse({ timeoutMs: 20 }));
    const flow = defineFlow({ name: 'S', nodes: { stubborn }, edges: [] });
    const run = engine.start({ ...flow, input: '' });
    expect((await run.result).error?.code).toBe('timeout');
    await settle();
    await settle();
    expect({ started, rejections }).toEqual({ started: ['slow'], rejections: [] });
  });

  test('no way into the record takes a secret along: events, retries, titles, own queues', async () => {
    class Inner extends ModuleBase {
      protected override forward(): PortValues {
        return {};
      }
    }
    class Leaky extends ModuleBase {
      protected override async forward(
        _in: PortValues,
        context: ModuleContext,
      ): Promise<PortValues> {
        const key = context.secret('API_KEY');
        context.stream.custom('header', { authorization: `Bearer ${key}` });
        context.stream.toolCallStart('c1', `call_${key}`);
        context.enqueue('own', { key });
        await context.call(new Inner(), {}, { title: `inner · ${key}` });
        throw new Error(`refused ${key}`);
      }
    }
    const engine = testEngine({ secrets: { API_KEY: 'sk-verysecret-123456' } });
    const leaky = new Leaky(baseSettings.parse({ retries: 1 }));
    const run = engine.start({
      ...defineFlow({ name: 'Leaky', nodes: { leaky }, edges: [] }),
      input: '',
    });
    const all = JSON.stringify([await allEvents(engine, run), engine.record.spansOf(run.runId)]);
    expect(all).toContain('inner · ');
    expect(all).toContain('"type":"retry"');
    expect(all).not.toContain('verysecret');
  });

  test('values that lead in circles or throw when read are recorded, not fatal', async () => {
    class Odd extends ModuleBase {
      protected override forward(): PortValues {
        const broken = {
          get value(): string {
            throw new Error('not now');
          },
        };
        const odd: Record<string, unknown> = { broken };
        odd['left'] = odd;
        odd['right'] = odd;
        return { out: odd };
      }
    }
    const engine = testEngine();
    const run = engine.start({
      ...defineFlow({ name: 'Odd', nodes: { odd: new Odd() }, edges: [] }),
      input: '',
    });
    const events = await allEvents(engine, run);
    const finished = events.find(
      (event) => (event.body as { type?: string }).type === 'span-finished',
    );
    expect(finished?.body).toMatchObject({
      output: {
        value: {
          out: { broken: '[unreadable: not now]', left: '[circular]', right: '[circular]' },
        },
      },
    });
  });
});
