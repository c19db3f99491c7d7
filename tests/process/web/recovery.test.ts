import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createEngineClient, type EngineClient } from '../../../core/api/engine-client.ts';
import { createWebSocketChannel } from '../../../core/api/web-socket-channel.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { until } from '../../unit/api/until.ts';
import { flowWith } from '../../unit/versions/sample-flow.ts';
import { openWebHost } from './open-web-host.ts';
import { reconnect } from './reconnect.ts';

/** Two windows type for a while, each in a flow of its own; answers what either of them had acknowledged last. */
function typeInTwo(clients: readonly EngineClient[]): {
  readonly kept: () => readonly string[];
  readonly stop: () => void;
} {
  const kept = ['', ''];
  const stop = new AbortController();
  const type = async (client: EngineClient, window: number): Promise<void> => {
    for (let count = 0; !stop.signal.aborted; count += 1) {
      const flow = flowWith(`window ${window}`, String(count));
      await client.call('recovery.write', { window: `w${window}`, file: `${window}.json`, flow });
      kept[window] = flow;
    }
  };
  // The host ends in the middle of it.
  for (const [window, client] of clients.entries()) type(client, window).catch(() => undefined);
  return { kept: () => kept, stop: () => stop.abort() };
}

/** What is offered, by the name of its file. */
async function readOffers(client: EngineClient): Promise<Readonly<Record<string, string>>> {
  const { found, setAside } = await client.call('recovery.list', {});
  expect(setAside).toEqual([]);
  const texts = await Promise.all(found.map(({ id }) => client.call('recovery.read', { id })));
  return Object.fromEntries(texts.map(({ file, flow }) => [file, flow]));
}

/** The number of edits in a flow of this test. */
function countOf(flow: string | undefined): number {
  return Number(/"text": "(\d+)"/.exec(flow ?? '')?.[1]);
}

describe('unsaved work', () => {
  test('survives the kill of the host, window by window, up to the last edit that was kept', async () => {
    const folder = tempFolder();
    const program = `
      import { startWebHost } from ${JSON.stringify(new URL('../../../core/bin/web-host.ts', import.meta.url).href)};
      const host = await startWebHost({ port: 0, recordPath: ${JSON.stringify(join(folder, 'record.db'))} });
      console.log(host.url);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], MILLRACE_HOME: folder },
    });
    const url = await new Promise<string>((resolve) =>
      createInterface(child.stdout).once('line', resolve),
    );
    const cookie = (await fetch(url)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { origin, host } = new URL(url);
    const clients = [0, 1].map(() => {
      const socket = new WebSocket(`ws://${host}/engine`, { headers: { cookie, origin } });
      socket.on('error', () => undefined);
      return new Promise<EngineClient>((resolve) =>
        socket.on('open', () => resolve(createEngineClient(createWebSocketChannel(socket)))),
      );
    });
    const typing = typeInTwo(await Promise.all(clients));
    await until(() => typing.kept().every((flow) => countOf(flow) >= 5));
    child.kill('SIGKILL');
    const kept = [...typing.kept()];
    typing.stop();

    const web = await openWebHost({ env: { MILLRACE_HOME: folder } });
    try {
      const headers = { cookie: await web.enter(), origin: web.origin };
      const { client } = await web.connect(headers);
      let offers: Readonly<Record<string, string>> = {};
      const deadlineMs = performance.now() + 10_000;
      while (Object.keys(offers).length < 2 && performance.now() < deadlineMs) {
        offers = await readOffers(client);
      }
      expect(Object.keys(offers).toSorted()).toEqual(['0.json', '1.json']);
      for (const [window, flow] of kept.entries()) {
        const offered = offers[`${window}.json`];
        expect(offered).toBe(flowWith(`window ${window}`, String(countOf(offered))));
        // What was acknowledged is there, or the edit after it that was on its way.
        expect(countOf(offered)).toBeGreaterThanOrEqual(countOf(flow));
      }
      client.close();
    } finally {
      await web.close();
    }
  });

  test('is offered to others only once its window is gone, also after a kill of the engine', async () => {
    const web = await openWebHost({ env: {} });
    try {
      const headers = { cookie: await web.enter(), origin: web.origin };
      const [one, other] = [await web.connect(headers), await web.connect(headers)];
      const place = (
        JSON.parse((await web.ask('/api/initial-file', { headers })).body) as {
          readonly place: string;
        }
      ).place;
      writeFileSync(web.flowPath, flowWith('a'));
      const work = { window: 'w1', file: 'my.flow.json', flow: flowWith('a', 'b'), place };
      await one.client.call('recovery.write', work);
      const whileOpen = await other.client.call('recovery.list', {});
      one.client.close();
      let found: readonly object[] = [];
      const deadlineMs = performance.now() + 10_000;
      while (found.length === 0 && performance.now() < deadlineMs) {
        ({ found } = await other.client.call('recovery.list', { place }));
      }
      expect(whileOpen.found).toEqual([]);
      expect(found).toMatchObject([{ id: 'w1', isHere: true, counts: { added: 1 } }]);
      process.kill(web.host.enginePid ?? 0, 'SIGKILL');
      await other.closeCode;
      const again = await reconnect(() => web.connect(headers));
      expect((await again.client.call('recovery.list', {})).found).toHaveLength(1);
      await again.client.call('recovery.discard', { id: 'w1' });
      expect((await again.client.call('recovery.list', {})).found).toEqual([]);
      again.client.close();
    } finally {
      await web.close();
    }
  });

  test('that finds no room is refused, what was kept before stays whole, and the engine lives on', async () => {
    const folder = tempFolder();
    const program = `
      import { openKeptWork } from ${JSON.stringify(new URL('../../../core/node/versions/open-kept-work.ts', import.meta.url).href)};
      const { recovery, versions } = openKeptWork(${JSON.stringify(join(folder, 'record.db'))});
      const text = process.env.SMALL_FLOW;
      const write = (flow) => recovery.write({ id: 'w1', file: 'a.json', flow }, {}).then(() => 'kept', (error) => error.code);
      const keep = (text) => versions.keep({ flowId: 'f', file: 'a.json', text, reason: 'saved' }).then(() => 'kept', (error) => error.code);
      const large = text + ' '.repeat(200_000);
      console.log(JSON.stringify([await write(text), await write(large), await keep(text), await keep(large), await keep(text)]));
    `;
    // A limit on the size of files stands for the full disk: the write ends in the middle just the same.
    const shell = 'trap "" XFSZ; ulimit -f 40; exec "$0" --input-type=module -e "$PROGRAM"';
    const child = spawn('bash', ['-c', shell, process.execPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], PROGRAM: program, SMALL_FLOW: flowWith('small') },
    });
    const line = await new Promise<string>((resolve) =>
      createInterface(child.stdout).once('line', resolve),
    );
    expect(JSON.parse(line)).toEqual([
      'kept',
      'recovery_unwritable',
      'kept',
      'versions_unwritable',
      'kept',
    ]);
    expect(readdirSync(join(folder, 'recovery'))).toEqual(['w1.recovery.json']);
    const left = readFileSync(join(folder, 'recovery', 'w1.recovery.json'), 'utf8');
    expect(JSON.parse(left)).toMatchObject({ flow: flowWith('small') });
  });
});
