import { createTextChannel } from '../api/text-channel.ts';
import type { TextPipe } from '../api/text-channel.ts';
import { dropMemorySettings } from '../node/host/engine-process-flags.ts';
import type { EngineControl, EngineReport } from '../node/host/engine-messages.ts';
import { connectionsPathBeside } from '../node/connections/connection-store.ts';
import { defaultRecordPath } from '../node/host/record-path.ts';
import { trustPathBeside } from '../node/trust/trust-store.ts';
import { assertNever } from '../shared/assert-never.ts';
import { toErrorInfo } from '../shared/errors.ts';
import { bundledScripts } from './bundled-scripts.ts';
import { EngineSession } from './engine-session.ts';

// The engine of the web host: a forked process that speaks with its parent only, for many clients at once.

interface Client {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

/** Closing waits for the last commits; a module that hangs must not keep the process alive. */
const closeLimitMs = 4_000;

let session: EngineSession | undefined;
let isLeaving = false;
const clients = new Map<number, Client>();

function report(message: EngineReport): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function start(control: Extract<EngineControl, { readonly type: 'start' }>): void {
  try {
    session = new EngineSession({
      ...control,
      ...bundledScripts(import.meta.url),
      // A record elsewhere holds other runs; the connections are the person's all the same.
      connectionsPath: connectionsPathBeside(defaultRecordPath(process.env)),
      trustPath: trustPathBeside(defaultRecordPath(process.env)),
      workBeside: defaultRecordPath(process.env),
    });
    report({ type: 'ready' });
  } catch (error) {
    const failed: EngineReport = { type: 'failed', error: toErrorInfo(error) };
    // The parent must hear why before the channel is gone.
    process.send?.(failed, undefined, undefined, () => process.exit(1));
  }
}

function openClient(client: number): void {
  if (session === undefined) return report({ type: 'close', client });
  let onText: ((text: string) => void) | undefined;
  let onClose: (() => void) | undefined;
  const pipe: TextPipe = {
    send: (text) => report({ type: 'frame', client, text }),
    onText: (listener) => (onText = listener),
    onClose: (listener) => (onClose = listener),
    close: () => {
      if (clients.delete(client)) report({ type: 'close', client });
    },
  };
  session.serve(createTextChannel(pipe));
  clients.set(client, {
    onText: (text) => onText?.(text),
    onClose: () => onClose?.(),
  });
}

function closeClient(client: number): void {
  const known = clients.get(client);
  clients.delete(client);
  known?.onClose();
}

async function leave(): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(() => process.exit(1), closeLimitMs).unref();
  await session?.close();
  process.exit(0);
}

function receive(control: EngineControl): void {
  switch (control.type) {
    case 'start':
      return start(control);
    case 'open':
      return openClient(control.client);
    case 'frame':
      return clients.get(control.client)?.onText(control.text);
    case 'close':
      return closeClient(control.client);
    case 'shutdown':
      return void leave();
    default:
      assertNever(control, 'engine control');
  }
}

function fail(error: unknown): void {
  console.error('The engine failed:', error);
  process.exit(1);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('disconnect', () => void leave());
process.on('SIGTERM', () => void leave());
// Ctrl+C reaches the whole group; the parent decides what happens to the runs.
process.on('SIGINT', () => undefined);

if (process.send === undefined) {
  console.error('The engine process is started by Millrace itself; run "millrace web" instead.');
  process.exit(2);
}
dropMemorySettings(process.env);
process.on('message', receive);
