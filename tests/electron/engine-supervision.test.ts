import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EngineState } from '../../core/api/host-bridge.ts';
import { bootShell } from './boot-shell.ts';
import type { BootedShell } from './boot-shell.ts';

const script = (name: string): string =>
  fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
const echo = script('echo-engine');

/** The nonces and ports that reach the page's window. */
function watchPorts({ fake }: BootedShell): { nonce: string; port: MessagePort }[] {
  const ports: { nonce: string; port: MessagePort }[] = [];
  fake.page?.addEventListener('message', (event) => {
    const { data, ports: brought } = event as Event & {
      data: { type: string; nonce: string };
      ports: [MessagePort];
    };
    expect(data.type).toBe('millrace-engine-port');
    ports.push({ nonce: data.nonce, port: brought[0] });
  });
  onTestFinished(() => ports.forEach(({ port }) => port.close()));
  return ports;
}

async function openPort(shell: BootedShell): Promise<MessagePort> {
  const ports = watchPorts(shell);
  const nonce = crypto.randomUUID();
  expect(await shell.api().requestEnginePort(nonce)).toEqual({ ok: true, value: null });
  await shell.waitUntil('the port is here', () => ports.some((port) => port.nonce === nonce));
  return (ports.find((port) => port.nonce === nonce) as { port: MessagePort }).port;
}

function ask(port: MessagePort, message: unknown): Promise<unknown> {
  const answer = new Promise((resolve) => port.once('message', resolve));
  port.postMessage(message);
  return answer;
}

function watchStates({ api }: BootedShell): EngineState[] {
  const states: EngineState[] = [];
  api().onEngineState((state) => states.push(state));
  return states;
}

function hushLog(): void {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => log.mockRestore());
}

describe('the port', () => {
  test('carries the nonce it was asked with and leads to the engine', async () => {
    const shell = await bootShell({ engineScript: echo });
    const [first, second] = [await openPort(shell), await openPort(shell)];
    expect(await ask(first, { tokens: [1, 2] })).toMatchObject({ echo: { tokens: [1, 2] } });
    expect(await ask(second, 'two')).toMatchObject({ echo: 'two' });
  });

  test('works again after a reload of the page', async () => {
    const shell = await bootShell({ engineScript: echo });
    await openPort(shell);
    const before = shell.fake.page;
    shell.window().webContents.reload();
    await shell.waitUntil(
      'the new page is there',
      () => shell.fake.page !== undefined && shell.fake.page !== before,
    );
    expect(await ask(await openPort(shell), 'again')).toMatchObject({ echo: 'again' });
    expect(shell.fake.engines).toHaveLength(1);
  });

  test('is not sent to a frame that may not have it', async () => {
    const shell = await bootShell({ engineScript: echo });
    const ports = watchPorts(shell);
    expect(await shell.page.invokeAs(null, 'engine:connect', crypto.randomUUID())).toMatchObject({
      error: { code: 'forbidden' },
    });
    expect(
      await shell.page.invokeAs(shell.window().webContents.mainFrame, 'engine:connect', {
        nonce: 1,
      }),
    ).toMatchObject({
      error: { code: 'bad_request' },
    });
    await ask(await openPort(shell), 'settled');
    expect(ports).toHaveLength(1);
    expect(
      shell.engine().received.filter((message) => (message as { type: string }).type === 'connect'),
    ).toHaveLength(1);
  });
});

describe('an engine that ends', () => {
  const faults = [
    { exitTwice: false, goneFirst: false },
    { exitTwice: true, goneFirst: false },
    { exitTwice: true, goneFirst: true },
  ];
  test.each(faults)(
    'is replaced once, and a new port works ($exitTwice, $goneFirst)',
    async (fault) => {
      hushLog();
      const shell = await bootShell({
        engineScript: echo,
        prepare: (fake) => {
          fake.faults = fault;
        },
      });
      const states = watchStates(shell);
      const port = await openPort(shell);
      const closed = new Promise<void>((resolve) => port.once('close', () => resolve()));
      port.postMessage('die');
      await closed;
      expect(await ask(await openPort(shell), 'back')).toMatchObject({ echo: 'back' });
      // Long enough for a second telling of the same exit to start a third engine.
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(shell.fake.engines).toHaveLength(2);
      expect(states.filter(({ state }) => state === 'restarting')).toEqual([
        {
          state: 'restarting',
          error: {
            code: 'engine_crashed',
            message: 'The engine ended unexpectedly (exit code 7) and is being restarted.',
            action: 'All that the run had recorded is kept; start it again.',
          },
        },
      ]);
      expect(states.at(-1)).toEqual({ state: 'ready' });
    },
  );

  test('is restarted ever more slowly, and its reason reaches the page', async () => {
    hushLog();
    const shell = await bootShell({ engineScript: script('failing-engine') });
    const startedAt: number[] = [Date.now()];
    const states = watchStates(shell);
    await shell.waitUntil('it has been started three times', () => {
      if (shell.fake.engines.length > startedAt.length) startedAt.push(Date.now());
      return startedAt.length === 3;
    });
    const [first = 0, second = 0, third = 0] = startedAt;
    expect(second - first).toBeGreaterThanOrEqual(250);
    expect(third - second).toBeGreaterThanOrEqual(500);
    await shell.waitUntil('its end is told', () => states.at(-1)?.state === 'restarting');
    expect(states.at(-1)).toMatchObject({
      error: { message: 'The record is damaged.', action: 'Move it away.' },
    });
    expect(await shell.api().requestEnginePort(crypto.randomUUID())).toEqual({
      ok: false,
      error: { code: 'engine_down', message: 'The record is damaged.', action: 'Move it away.' },
    });
  });
});

describe('quit', () => {
  test('lets the engine shut down before the app ends', async () => {
    const shell = await bootShell({ engineScript: echo });
    await openPort(shell);
    shell.app.quit();
    expect(shell.fake.exitCode).toBeUndefined();
    await shell.waitUntil('the app has ended', () => shell.fake.exitCode === 0);
    expect(shell.engine().alive).toBe(false);
    expect(shell.engine().received.at(-1)).toEqual({ type: 'shutdown' });
    expect(shell.fake.engines).toHaveLength(1);
  });

  test('kills an engine that stays', async () => {
    const shell = await bootShell({ engineScript: script('stubborn-engine') });
    await shell.waitUntil('the engine has started', () => shell.engine().received.length > 0);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    shell.app.quit();
    vi.advanceTimersByTime(4_900);
    expect([shell.engine().alive, shell.fake.exitCode]).toEqual([true, undefined]);
    vi.advanceTimersByTime(200);
    vi.useRealTimers();
    await shell.waitUntil('the app has ended', () => shell.fake.exitCode === 0);
    await shell.waitUntil('the engine is gone', () => !shell.engine().alive);
  });
});
