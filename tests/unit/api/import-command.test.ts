import { expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import type { ClientChannel } from '../../../core/api/protocol.ts';
import { fixtureText } from '../import/imported.ts';
import { openTestEngine } from './test-engine.ts';
import { messagePortTransport } from './transports.ts';

test('a file of another builder is imported over the protocol; others fail with why', async () => {
  const transport = messagePortTransport();
  const host = openTestEngine();
  onTestFinished(async () => {
    await transport.close();
    await host.close();
  });
  const pipe = await transport.open();
  serveEngine(host.engine, pipe.engine, { version: '1.2.3' });
  const client = createEngineClient(pipe.client as unknown as ClientChannel);
  const result = await client.call('flow.import', {
    text: fixtureText('langflow/rhyme-teacher.json'),
  });
  expect([result.builder, result.flows.map(({ flow }) => flow.name)]).toEqual([
    'Langflow',
    ['Rhyme teacher'],
  ]);
  await expect(client.call('flow.import', { text: 'Dear all' })).rejects.toMatchObject({
    code: 'not_importable',
  });
});
