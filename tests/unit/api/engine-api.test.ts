import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngineClient } from '../../../core/api/engine-client.ts';
import type { EngineClient } from '../../../core/api/engine-client.ts';
import { serveEngine } from '../../../core/api/engine-server.ts';
import type { ServedClient } from '../../../core/api/engine-server.ts';
import type { ClientChannel } from '../../../core/api/protocol.ts';
import type { RunEvent } from '../../../core/contracts/events.ts';
import { flowOf, openTestEngine } from './test-engine.ts';
import type { TestEngine } from './test-engine.ts';
import { messagePortTransport, webSocketTransport } from './transports.ts';
import type { RawChannel, Transport } from './transports.ts';
import { until } from './until.ts';
import { recorded, startWrittenRun } from './written-run.ts';

const version = '1.2.3';

describe.each([
  { name: 'MessagePort', create: messagePortTransport },
  { name: 'WebSocket', create: webSocketTransport },
])('an engine behind a $name', ({ create }) => {
  let transport: Transport;
  let host: TestEngine;

  beforeAll(() => {
    transport = create();
    host = openTestEngine();
  });
  afterAll(async () => {
    await transport.close();
    await host.close();
  });

  async function connect(options: { readonly subscriptionWindow?: number } = {}): Promise<{
    readonly client: EngineClient;
    readonly served: ServedClient;
  }> {
    const pipe = await transport.open();
    const served = serveEngine(host.engine, pipe.engine, { version, ...options });
    // The raw end differs from a client's only in what its types allow.
    const client = createEngineClient(pipe.client as unknown as ClientChannel, options);
    return { client, served };
  }

  async function connectRaw(options: { readonly subscriptionWindow?: number } = {}): Promise<{
    readonly raw: RawChannel;
    readonly answers: { readonly type: string; readonly [key: string]: unknown }[];
    readonly events: () => RunEvent[];
  }> {
    const pipe = await transport.open();
    serveEngine(host.engine, pipe.engine, { version, ...options });
    const answers: { readonly type: string; readonly [key: string]: unknown }[] = [];
    pipe.client.onMessage((message) => answers.push(message));
    return {
      raw: pipe.client,
      answers,
      events: () =>
        answers
          .filter(({ type }) => type === 'events')
          .flatMap((message) => message['events'] as RunEvent[]),
    };
  }

  test('welcomes a client and answers its commands', async () => {
    const { client } = await connect();
    const kinds = await client.call('kinds.list', {});
    const check = await client.call('flow.check', { text: 'no flow' });
    expect({
      version: await client.ready,
      kinds: kinds.map(({ kind }) => kind),
      findings: check.findings.map(({ severity }) => severity),
      runs: await client.call('run.list', { limit: 1 }).then((runs) => runs.length <= 1),
    }).toEqual({
      version,
      kinds: host.engine.listKinds().map(({ kind }) => kind),
      findings: ['error'],
      runs: true,
    });
    client.close();
  });

  test('hands errors over with their code, action and details', async () => {
    const { client } = await connect();
    await expect(client.call('run.get', { runId: 'nowhere' })).rejects.toMatchObject({
      name: 'MillraceError',
      code: 'unknown_run',
      action: expect.any(String),
    });
    await expect(
      client.call('run.start', { flow: flowOf('no-such-kind'), input: '' }),
    ).rejects.toMatchObject({
      code: 'flow_invalid',
      details: [expect.objectContaining({ code: 'unknown_kind' })],
    });
    await expect(client.call('value.read', { hash: 'nothing' })).rejects.toMatchObject({
      code: 'unknown_value',
    });
    await expect(client.call('run.subscribe', { runId: '', afterSeq: -1 })).rejects.toMatchObject({
      code: 'bad_message',
    });
    client.close();
  });

  test('delivers a run as it happens, each event once and in order', async () => {
    const { client } = await connect();
    const { runId } = await client.call('run.start', { flow: flowOf('test-counting'), input: '' });
    const seen: RunEvent[] = [];
    await client.subscribe(runId, 0, (events) => void seen.push(...events));
    await until(() => hasEnded(seen));
    expect(seen).toEqual(recorded(host.engine.record, runId));
    expect(textOf(seen)).toBe(Array.from({ length: 200 }, (_, word) => `${word} `).join(''));
    client.close();
  });

  test('joins past and present without a gap or a double, and takes up after a sequence number', async () => {
    const { client } = await connect();
    const run = startWrittenRun(host.engine.record);
    run.commit(1_300);
    const middle = recorded(host.engine.record, run.runId)[699]!.seq;
    const whole: RunEvent[] = [];
    const rest: RunEvent[] = [];
    await client.subscribe(run.runId, 0, (events) => void whole.push(...events));
    for (let commit = 0; commit < 20; commit++) {
      run.commit(37);
      if (commit === 10) {
        await client.subscribe(run.runId, middle, (events) => void rest.push(...events));
      }
    }
    run.commit(2_000);
    await until(() => whole.length >= 4_040 && rest.length >= 3_340);
    expect(whole).toEqual(recorded(host.engine.record, run.runId));
    expect(rest).toEqual(recorded(host.engine.record, run.runId, middle));
    client.close();
  });

  test('keeps two runs of one client apart', async () => {
    const { client } = await connect();
    const runs = [startWrittenRun(host.engine.record), startWrittenRun(host.engine.record)];
    const seen = await Promise.all(
      runs.map(async ({ runId }) => {
        const events: RunEvent[] = [];
        await client.subscribe(runId, 0, (batch) => void events.push(...batch));
        return events;
      }),
    );
    for (let commit = 0; commit < 10; commit++) for (const run of runs) run.commit(5);
    await until(() => seen.every((events) => events.length >= 50));
    expect(seen).toEqual(runs.map(({ runId }) => recorded(host.engine.record, runId)));
    client.close();
  });

  test('sends no more than the window to a client that draws nothing, and the rest when it does', async () => {
    const { raw, answers, events } = await connectRaw({ subscriptionWindow: 100 });
    const run = startWrittenRun(host.engine.record);
    for (let commit = 0; commit < 25; commit++) run.commit(10);
    raw.send({ type: 'hello', protocol: 1 });
    raw.send({
      type: 'command',
      id: 1,
      name: 'run.subscribe',
      params: { runId: run.runId, afterSeq: 0 },
    });
    await until(() => events().length > 0);
    for (let commit = 0; commit < 25; commit++) run.commit(10);
    // An answer to a later command comes behind whatever else would have been sent.
    raw.send({ type: 'command', id: 2, name: 'run.list', params: { limit: 1 } });
    await until(() => answers.some((answer) => answer['id'] === 2));
    expect(events()).toHaveLength(100);
    const subscribed = answers.find((answer) => answer['id'] === 1)!['result'];
    const { subscription } = subscribed as { readonly subscription: number };
    for (let drawn = 100; drawn < 500; drawn += 100) {
      raw.send({ type: 'ack', subscription, seq: events().at(-1)!.seq });
      await until(() => events().length >= drawn + 100);
      expect(events()).toHaveLength(drawn + 100);
    }
    expect(events()).toEqual(recorded(host.engine.record, run.runId));
    raw.close();
  });

  test('waits for a listener that draws slowly', async () => {
    const { client } = await connect({ subscriptionWindow: 64 });
    const run = startWrittenRun(host.engine.record);
    const seen: RunEvent[] = [];
    const drawing = Promise.withResolvers<void>();
    await client.subscribe(run.runId, 0, async (events) => {
      seen.push(...events);
      await drawing.promise;
    });
    for (let commit = 0; commit < 30; commit++) run.commit(10);
    await client.call('run.list', { limit: 1 });
    expect(seen.length).toBeLessThan(64 + 10);
    drawing.resolve();
    await until(() => seen.length >= 300);
    expect(seen).toEqual(recorded(host.engine.record, run.runId));
    client.close();
  });

  test('delivers nothing after the subscriber has left', async () => {
    const { client } = await connect();
    const run = startWrittenRun(host.engine.record);
    const seen: RunEvent[] = [];
    const unsubscribe = await client.subscribe(run.runId, 0, (events) => void seen.push(...events));
    run.commit(3);
    await until(() => seen.length === 3);
    unsubscribe();
    run.commit(3);
    await client.call('run.list', { limit: 1 });
    expect(seen).toHaveLength(3);
    client.close();
  });

  test('cancels a run', async () => {
    const { client } = await connect();
    const { runId } = await client.call('run.start', { flow: flowOf('test-waiting'), input: '' });
    const seen: RunEvent[] = [];
    await client.subscribe(runId, 0, (events) => void seen.push(...events));
    await client.call('run.cancel', { runId });
    await until(() => hasEnded(seen));
    expect((await client.call('run.get', { runId })).run.state).toBe('cancelled');
    client.close();
  });

  test('answers garbage and lives on', async () => {
    const { raw, answers } = await connectRaw();
    raw.send({ type: 'hello', protocol: 1 });
    const garbage: readonly unknown[] = [
      null,
      42,
      'text',
      [],
      {},
      { type: 'nothing' },
      { type: 'command' },
      { type: 'command', id: 7 },
      { type: 'command', id: 8, name: 'no.such', params: {} },
      { type: 'command', id: 9, name: '__proto__', params: {} },
      { type: 'command', id: 10, name: 'run.start', params: { flow: 1, input: {} } },
      { type: 'command', id: 11, name: 'run.list', params: { limit: -1 } },
      { type: 'command', id: 12, name: 'kinds.list', params: { surplus: 1 } },
      { type: 'ack', subscription: 'x', seq: 1 },
      { type: 'hello', protocol: 'one' },
    ];
    for (const message of garbage) raw.send(message);
    // Acknowledging what is not there is harmless.
    raw.send({ type: 'ack', subscription: 99_999, seq: 1 });
    raw.send({ type: 'command', id: 13, name: 'connections.list', params: {} });
    await until(() => answers.some((answer) => answer['id'] === 13));
    expect(
      answers.map(({ type, id, error }) => [
        type,
        id,
        (error as { code?: string } | undefined)?.code,
      ]),
    ).toEqual([
      ['welcome', undefined, undefined],
      ...garbage.map((message) => {
        const id = (message as { id?: number } | null)?.id;
        return [id === undefined ? 'notice' : 'failure', id, 'bad_message'];
      }),
      ['result', 13, undefined],
    ]);
    raw.close();
  });

  test('wants a hello first, and one of its own version', async () => {
    const { raw, answers } = await connectRaw();
    const closed = new Promise<void>((resolve) => raw.onClose(resolve));
    raw.send({ type: 'command', id: 1, name: 'kinds.list', params: {} });
    raw.send({ type: 'hello', protocol: 99 });
    await closed;
    expect(answers).toMatchObject([
      { type: 'failure', id: 1, error: { code: 'bad_message' } },
      { type: 'notice', error: { code: 'protocol_mismatch' } },
    ]);
  });

  test('tells every caller when the engine is gone', async () => {
    const { client, served } = await connect();
    await client.ready;
    const { runId } = await client.call('run.start', { flow: flowOf('test-waiting'), input: '' });
    const pending = client.call('run.list', { limit: 1 });
    // Closed before the answer is written: the command is on its way.
    served.close();
    await expect(pending).rejects.toMatchObject({ code: 'engine_gone' });
    expect(await client.closed).toMatchObject({ code: 'engine_gone' });
    await expect(client.call('run.list', { limit: 1 })).rejects.toMatchObject({
      code: 'engine_gone',
    });
    host.engine.find(runId)?.cancel();
  });

  test('tells a client what belongs to no command', async () => {
    const { client, served } = await connect();
    await client.ready;
    const notices: unknown[] = [];
    client.onNotice((notice) => notices.push(notice));
    const error = { code: 'record_full', message: 'The disk is full.' };
    served.notify('error', error);
    await until(() => notices.length > 0);
    expect(notices).toEqual([{ type: 'notice', level: 'error', error }]);
    client.close();
  });

  test('gives up on an engine that never answers', async () => {
    const { client: channel } = await transport.open();
    const client = createEngineClient(channel as unknown as ClientChannel, { helloTimeoutMs: 20 });
    await expect(client.call('kinds.list', {})).rejects.toMatchObject({ code: 'engine_gone' });
    await expect(client.ready).rejects.toMatchObject({ code: 'engine_gone' });
  });
});

function hasEnded(events: readonly RunEvent[]): boolean {
  return events.some((event) => (event.body as { type?: string }).type === 'run-ended');
}

function textOf(events: readonly RunEvent[]): string {
  return events
    .filter((event) => event.queue === 'output')
    .map((event) => (event.body as { text: string }).text)
    .join('');
}
