import { enginePortMessageType } from '../../core/api/desktop-api.ts';
import type { DesktopAnswer, DesktopApi, EnginePortMessage } from '../../core/api/desktop-api.ts';
import type { HostBridge } from '../../core/api/host-bridge.ts';
import type { ClientChannel, EngineMessage } from '../../core/api/protocol.ts';
import { MillraceError } from '../../core/shared/errors.ts';

/** The desktop app as a host: everything goes through the preload script's narrow functions. */
export function createDesktopBridge(desktop: DesktopApi): HostBridge {
  return {
    info: desktop.info,
    connectEngine: () => connectEngine(desktop),
    initialFile: async () => unwrap(await desktop.initialFile()) ?? undefined,
    listExamples: async () => unwrap(await desktop.listExamples()),
    openFile: async () => unwrap(await desktop.openFile()) ?? undefined,
    saveFile: async (file, options) => unwrap(await desktop.saveFile(file, options)) ?? undefined,
    setUnsaved: (unsaved) => desktop.setUnsaved(unsaved),
    setDocument: (document) => desktop.setDocument(document),
    setRunning: (runs) => desktop.setRunning(runs),
    setMenu: (menu) => desktop.setMenu(menu),
    secrets: {
      list: async () => unwrap(await desktop.listSecrets()),
      set: async (name, value) => unwrap(await desktop.setSecret(name, value)),
    },
    onCommand: (listener) => desktop.onCommand(listener),
    onOpenFile: (listener) => desktop.onOpenFile(listener),
  };
}

function unwrap<T>(answer: DesktopAnswer<T>): T {
  if (answer.ok) return answer.value;
  throw MillraceError.fromInfo(answer.error);
}

async function connectEngine(desktop: DesktopApi): Promise<ClientChannel> {
  const nonce = crypto.randomUUID();
  const { promise, resolve } = Promise.withResolvers<MessagePort>();
  const listen = (event: MessageEvent<EnginePortMessage | undefined>): void => {
    const port = event.ports[0];
    if (event.source !== window || event.data?.type !== enginePortMessageType) return;
    if (event.data.nonce === nonce && port !== undefined) resolve(port);
  };
  window.addEventListener('message', listen);
  try {
    unwrap(await desktop.requestEnginePort(nonce));
    return portChannel(await promise, desktop);
  } finally {
    window.removeEventListener('message', listen);
  }
}

/** A MessagePort as a channel; the shell's word on the engine's process counts as the other side's end. */
function portChannel(port: MessagePort, desktop: DesktopApi): ClientChannel {
  const closers = new Set<() => void>();
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    stopWatching();
    port.close();
    for (const closer of closers) closer();
  };
  const stopWatching = desktop.onEngineState((state) => {
    if (state.state === 'restarting') end();
  });
  port.addEventListener('close', end);
  return {
    send: (message) => {
      if (open) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event: MessageEvent<EngineMessage>) =>
        listener(event.data),
      );
      port.start();
    },
    onClose: (listener) => {
      closers.add(listener);
    },
    close: end,
  };
}
