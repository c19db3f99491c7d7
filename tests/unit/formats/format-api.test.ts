import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import type { ClientChannel } from '../../../core/api/protocol.ts';
import type { JsonValue } from '../../../core/shared/json.ts';
import { openTestEngine } from '../api/test-engine.ts';
import type { TestEngine } from '../api/test-engine.ts';
import { messagePortTransport, webSocketTransport } from '../api/transports.ts';
import type { Transport } from '../api/transports.ts';
import { weatherFlowText } from './weather-flow.ts';
import { sluice } from './sluice-format.ts';

const json = sluice as unknown as JsonValue;
const coded = (code: string): Error => expect.objectContaining({ code }) as Error;
const tools = [{ name: 'f', params: {} }];

describe.each([
  { name: 'MessagePort', create: messagePortTransport },
  { name: 'WebSocket', create: webSocketTransport },
])('raw formats over a $name', ({ create }) => {
  let transport: Transport;
  let host: TestEngine;
  let client: EngineClient;

  beforeAll(async () => {
    transport = create();
    host = openTestEngine();
    const pipe = await transport.open();
    serveEngine(host.engine, pipe.engine, { version: '1' });
    client = createEngineClient(pipe.client as unknown as ClientChannel);
  });
  afterAll(async () => {
    client.close();
    await transport.close();
    await host.close();
  });

  test('a format is checked, tried, saved, used by a run, and removed', async () => {
    const check = await client.call('formats.check', { json });
    expect(check).toEqual({ findings: [], example: expect.stringContaining('<<gate>>') as string });
    const trial = await client.call('formats.try', {
      format: { json },
      text: '<<gate>>{"tool":"f"}<</gate>>',
      tools,
      chunkSizes: { seed: 1 },
    });
    expect(trial.result.calls).toEqual([{ name: 'f', arguments: {} }]);

    await expect(runWeather()).rejects.toThrow(coded('flow_invalid'));
    expect(await client.call('formats.save', { json })).toMatchObject({
      id: 'sluice',
      from: 'own',
    });
    const { formats, folder, findings } = await client.call('formats.list', {});
    expect(formats[0]).toMatchObject({
      id: 'sluice',
      title: 'Sluice gates',
      from: 'own',
      hasReasoning: true,
      json: sluice,
    });
    expect(formats.filter(({ from }) => from === 'built-in').length).toBeGreaterThan(30);
    expect([folder !== undefined, findings]).toEqual([true, []]);
    const byId = { format: { id: 'sluice' }, text: '<<eof>>x', tools, chunkSizes: 1 } as const;
    expect((await client.call('formats.try', byId)).result.visible_text).toBe('x');

    const said = await runWeather();
    expect(said).toContain('Tokyo');
    expect(said).not.toContain('<<gate>>');

    await client.call('formats.remove', { id: 'sluice' });
    await expect(client.call('formats.try', byId)).rejects.toThrow(coded('unknown_raw_format'));
    await expect(client.call('formats.remove', { id: 'sluice' })).rejects.toThrow(
      coded('unknown_raw_format'),
    );
  });

  /** What the run returned, with its model's calls written in the format. */
  async function runWeather(): Promise<string> {
    const flow = weatherFlowText({ model: 'demo-fast', rawFormat: 'sluice' });
    const { runId } = await client.call('run.start', {
      flow,
      input: 'Weather in Tokyo in celsius?',
    });
    const result = await host.engine.find(runId)?.result;
    expect(result?.error).toBeUndefined();
    return JSON.stringify(result?.output);
  }

  test('everything wrong with a format is told with its place', async () => {
    const taken = { ...sluice, id: 'hermes' } as unknown as JsonValue;
    const faulty = { id: 'x', title: '', calls: [{ body: 'json', open: [''] }], strip: 1 };
    const findings = async (given: JsonValue): Promise<unknown> =>
      (await client.call('formats.check', { json: given })).findings.map(({ path }) => path);
    expect(await findings(taken)).toEqual([['id']]);
    expect(await findings(faulty)).toEqual([
      ['title'],
      ['calls', 0, 'open', 0],
      ['calls', 0, 'close'],
      ['calls', 0, 'nameKeys'],
      ['calls', 0, 'argumentKeys'],
      ['strip'],
    ]);
    await expect(client.call('formats.save', { json: taken })).rejects.toThrow(
      expect.objectContaining({
        code: 'format_invalid',
        details: [{ path: ['id'], message: expect.stringContaining('hermes') as string }],
      }) as Error,
    );
  });

  test('a trial is bounded, and bad tools are told of', async () => {
    const trial = { format: { id: 'hermes' }, text: '', tools, chunkSizes: 'char' } as const;
    const refused: readonly (readonly [object, string])[] = [
      [{ text: 'x'.repeat(1_000_001) }, 'bad_message'],
      [{ chunkSizes: 0 }, 'bad_message'],
      [{ chunkSizes: { seed: -1 } }, 'bad_message'],
      [{ extra: 1 }, 'bad_message'],
      [{ tools: [{ name: 1 }] }, 'tools_invalid'],
      [{ format: { json: {} } }, 'format_invalid'],
      [{ format: { id: 'klingon' } }, 'unknown_raw_format'],
    ];
    for (const [change, code] of refused) {
      await expect(client.call('formats.try', { ...trial, ...change })).rejects.toThrow(
        coded(code),
      );
    }
  });
});
