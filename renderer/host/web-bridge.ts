import type { HostBridge, HostFile, HostInfo } from '../../core/api/host-bridge.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { isPickedFile, pickFile, writeFile } from './browser-files.ts';
import { openSocketChannel } from './socket-channel.ts';

/** The local web host as a host: HTTP for files, a WebSocket for the engine. */
export async function createWebBridge(): Promise<HostBridge> {
  const info = await request<HostInfo>('/api/host');
  return {
    info,
    connectEngine: () => openSocketChannel(engineAddress()),
    initialFile: async () => (await request<HostFile | null>('/api/initial-file')) ?? undefined,
    listExamples: () => request<readonly HostFile[]>('/api/examples'),
    openFile: pickFile,
    saveFile,
    setUnsaved: guardUnload,
    onCommand: () => () => undefined,
    onOpenFile: () => () => undefined,
  };
}

function engineAddress(): string {
  const address = new URL('/engine', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

async function request<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    credentials: 'same-origin',
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
  });
  const text = await response.text();
  if (!response.ok) throw readFailure(response.status, text);
  return (text === '' ? null : JSON.parse(text)) as T;
}

function readFailure(status: number, text: string): MillraceError {
  try {
    const { error } = JSON.parse(text) as { readonly error?: ErrorInfo };
    if (error !== undefined) return MillraceError.fromInfo(error);
  } catch {
    // Not our own answer: the status says it below.
  }
  return new MillraceError('host_refused', `The host refused the request (${status}).`, {
    action: 'Open the address that Millrace printed in the terminal again: it holds the key.',
  });
}

/** A file that the host itself opened goes back through it; one that was picked here is written by the browser. */
async function saveFile(
  file: HostFile,
  options: { readonly saveAs: boolean },
): Promise<HostFile | undefined> {
  const { name, text, handle, stamp } = file;
  if (options.saveAs || handle === undefined) return writeFile({ name, text });
  if (isPickedFile(handle)) return writeFile(file);
  return request<HostFile>('/api/save', { handle, text, ...(stamp ? { stamp } : {}) });
}

let unsavedWork = false;

function guardUnload(unsaved: boolean): void {
  if (unsaved === unsavedWork) return;
  unsavedWork = unsaved;
  if (unsaved) window.addEventListener('beforeunload', askBeforeUnload);
  else window.removeEventListener('beforeunload', askBeforeUnload);
}

function askBeforeUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
