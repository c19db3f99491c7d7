import { ipcRenderer } from 'electron';
import type {
  IpcAnswer,
  IpcNoticeName,
  IpcNotices,
  IpcPushName,
  IpcPushes,
  IpcRequestName,
  IpcRequests,
} from '../shared/ipc.ts';

/** Asks the main process; a failure is an answer, not a rejection. */
export function request<Name extends IpcRequestName>(
  name: Name,
  ...args: IpcRequests[Name]['args']
): Promise<IpcAnswer<Name>> {
  return ipcRenderer.invoke(name, ...args) as Promise<IpcAnswer<Name>>;
}

/** Tells the main process something; nothing comes back. */
export function notify<Name extends IpcNoticeName>(name: Name, ...args: IpcNotices[Name]): void {
  ipcRenderer.send(name, ...args);
}

/** Listens to the main process until the returned function is called; the listener never sees the IPC event. */
export function listen<Name extends IpcPushName>(
  name: Name,
  listener: (...args: IpcPushes[Name]) => void,
): () => void {
  const receive = (_event: unknown, ...args: unknown[]): void =>
    listener(...(args as unknown as IpcPushes[Name]));
  ipcRenderer.on(name, receive);
  return () => void ipcRenderer.removeListener(name, receive);
}

/** Listens to messages that carry ports. */
export function listenPorts(
  channel: string,
  listener: (payload: unknown, ports: readonly MessagePort[]) => void,
): void {
  ipcRenderer.on(channel, (event, payload: unknown) => listener(payload, event.ports));
}
