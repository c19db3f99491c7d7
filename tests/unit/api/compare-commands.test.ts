import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngineClient, type EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import type { ClientChannel } from '../../../core/api/protocol.ts';
import { defineFlow } from '../../../core/engine/define-flow.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { openTestEngine, type TestEngine } from './test-engine.ts';
import { messagePortTransport, type Transport } from './transports.ts';

const { flow } = defineFlow({
  name: 'Echo',
  nodes: { in: new InputModule(), out: new OutputModule() },
  edges: [['in.value', 'out.value']],
});

let transport: Transport;
let host: TestEngine;
let client: EngineClient;
const runs: string[] = [];

beforeAll(async () => {
  transport = messagePortTransport();
  host = openTestEngine();
  const pipe = await transport.open();
  serveEngine(host.engine, pipe.engine, { version: '1' });
  client = createEngineClient(pipe.client as unknown as ClientChannel);
  for (const input of ['One', 'One and more']) {
    const run = host.engine.start({ flow, input });
    await run.result;
    runs.push(run.runId);
  }
});
afterAll(async () => {
  await transport.close();
  await host.close();
});

test('a client gets two runs side by side, their rows in pages and by rank, and their texts', async () => {
  const [a = '', b = ''] = runs;
  const { comparison, flowA, flowB } = await client.call('compare.open', { a, b });
  const rows = (order: 'run' | 'differences', from: number, count: number) =>
    client.call('compare.rows', { a, b, order, from, count });
  const titles = async (...asked: Parameters<typeof rows>): Promise<readonly string[]> =>
    (await rows(...asked)).rows.map(({ title, differs }) => `${title}: ${differs.join(' ')}`);
  expect([comparison.rowCount, comparison.counts.different, flowA === flowB]).toEqual([3, 2, true]);
  expect(await titles('run', 0, 10)).toHaveLength(3);
  expect(await titles('run', 2, 1)).toEqual([expect.stringMatching(/^out.*: input output$/i)]);
  expect(await titles('differences', 0, 3)).toHaveLength(3);
  expect(await client.call('compare.text', { a, b, row: 0, part: 'output' })).toEqual({
    part: 'output',
    differsAt: 3,
    a: { text: 'One', from: 0, total: 3 },
    b: { text: 'One and more', from: 0, total: 12 },
  });
  // Another comparison takes the place of the first, which is made once more when it is asked for.
  await client.call('compare.open', { a, b: a });
  expect(await titles('run', 1, 1)).toEqual([expect.stringContaining('output')]);
});

test('a run that is not in the record cannot be compared', async () => {
  const [a = ''] = runs;
  await expect(client.call('compare.open', { a, b: 'none' })).rejects.toMatchObject({
    code: 'unknown_run',
  });
});
