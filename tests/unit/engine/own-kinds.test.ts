import { expect, test } from 'vitest';
import type { ModuleProblem } from '../../../core/contracts/own-modules.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { ModuleKind } from '../../../core/module/kind-registry.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';
import type { OwnKinds, OwnModules } from '../../../core/module/own-modules.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { testEngine } from '../../harness/test-engine.ts';

/** A version of the same kind; the first of each run waits until it is let go. */
function version(said: string, gate: Promise<void> = Promise.resolve()): ModuleKind {
  return class SayModule extends ModuleBase {
    static override readonly kind = 'say';
    static override readonly title = said;
    protected override async forward(
      _inputs: PortValues,
      _context: ModuleContext,
    ): Promise<PortValues> {
      await gate;
      return { out: said };
    }
  };
}

/** Own modules that live in memory: what the engine makes of changes is what counts here. */
function changingModules(first: OwnKinds): OwnModules & { set(next: OwnKinds): void } {
  let kinds = first;
  const listeners = new Set<() => void>();
  return {
    ready: Promise.resolve(),
    current: () => kinds,
    list: () => [],
    add: () => Promise.reject(new Error('There is no folder.')) as never,
    trust: () => Promise.reject(new Error('There is no folder.')),
    remove: () => false,
    lookBeside: () => {},
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
    set: (next) => {
      kinds = next;
      for (const listener of listeners) listener();
    },
  };
}

const node = (kind: string, settings: object = {}): object => ({
  kind,
  kindVersion: 1,
  title: kind,
  settings,
});

const flow = JSON.stringify({
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'f',
  name: 'F',
  description: '',
  nodes: { in: node('input', { default: 'x' }), say: node('say'), out: node('output') },
  edges: [
    { from: 'in.value', to: 'say.in' },
    { from: 'say.out', to: 'out.value' },
  ],
  layout: {},
});

const broken: ModuleProblem = {
  file: 'say.ts',
  line: 3,
  column: 7,
  code: 'module_broken',
  message: 'Expression expected.',
  action: 'Correct it.',
  kinds: ['say'],
};

test('a new version is what runs next, while a run under way ends with the old one', async () => {
  const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
  const modules = changingModules({ kinds: [version('old', gate)], problems: [] });
  const engine = testEngine({ modules });
  const slow = engine.start({ flow, input: {} });
  modules.set({ kinds: [version('new')], problems: [] });
  const fresh = await engine.start({ flow, input: {} }).result;
  letGo();
  expect([(await slow.result).output, fresh.output]).toEqual(['old', 'new']);
  expect(engine.listKinds().find(({ kind }) => kind === 'say')).toMatchObject({
    title: 'new',
    isOwn: true,
  });
});

test('a version that cannot be loaded is an error on its nodes; nothing new starts, what runs goes on', async () => {
  const { promise: gate, resolve: letGo } = Promise.withResolvers<void>();
  const kinds = [version('old', gate)];
  const modules = changingModules({ kinds, problems: [] });
  const engine = testEngine({ modules });
  const slow = engine.start({ flow, input: {} });
  modules.set({ kinds, problems: [broken] });
  let code = '';
  try {
    engine.start({ flow, input: {} });
  } catch (error) {
    ({ code } = toErrorInfo(error));
  }
  const { findings, nodes } = engine.check(flow);
  letGo();
  expect({ code, findings, ports: nodes['say']?.ports.outputs.length }).toMatchObject({
    code: 'flow_invalid',
    findings: [
      {
        severity: 'error',
        code: 'module_broken',
        message: 'say.ts:3:7: Expression expected.',
        place: { nodeId: 'say' },
      },
    ],
    ports: 1,
  });
  expect((await slow.result).output).toBe('old');
});

test('a kind that went away is unknown, and a problem that no node has is only a warning', () => {
  const modules = changingModules({ kinds: [version('old')], problems: [] });
  const engine = testEngine({ modules });
  expect(engine.check(flow).findings).toEqual([]);
  modules.set({ kinds: [], problems: [{ ...broken, kinds: ['other'] }] });
  expect(engine.check(flow).findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ severity: 'error', code: 'unknown_kind' }),
      expect.objectContaining({ severity: 'warning', code: 'module_broken' }),
    ]),
  );
});
