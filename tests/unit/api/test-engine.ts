import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeEngine } from '../../../core/bin/create-node-engine.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import { ModuleBase } from '../../../core/module/module-base.ts';
import type { PortValues } from '../../../core/module/runnable.ts';
import type { ModuleContext } from '../../../core/module/module-context.ts';

/** Streams `words` one by one, giving way to everything else between them. */
class CountingModule extends ModuleBase {
  static override readonly kind = 'test-counting';

  protected override async forward(
    _inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    for (let word = 0; word < 200; word++) {
      context.stream.text(`${word} `);
      if (word % 20 === 0) await context.delay(1);
    }
    return { out: 'counted' };
  }
}

/** Waits until it is cancelled. */
class WaitingModule extends ModuleBase {
  static override readonly kind = 'test-waiting';

  protected override async forward(
    _inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    await context.delay(60_000);
    return {};
  }
}

export interface TestEngine {
  readonly engine: CodeEngine;
  close(): Promise<void>;
}

/** A whole engine on a record of its own. */
export function openTestEngine(): TestEngine {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-api-'));
  const engine = createNodeEngine({
    recordPath: join(folder, 'record.db'),
    env: {},
    kinds: [CountingModule, WaitingModule],
  });
  return {
    engine,
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A flow of one node without wires. */
export function flowOf(kind: string): string {
  return JSON.stringify({
    format: 'millrace/flow',
    formatVersion: 1,
    id: 'flow',
    name: 'Flow',
    description: '',
    nodes: { only: { kind, kindVersion: 1, title: 'Only', settings: {} } },
    edges: [],
    layout: {},
  });
}
