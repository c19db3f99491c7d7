import type { DesktopAnswer, SecretStatus } from '../../core/api/desktop-api.ts';
import type { EngineState, HostCommand, HostFile, HostMenu } from '../../core/api/host-bridge.ts';

/** What the page asks of the main process: the arguments in order, and what it answers. */
export interface IpcRequests {
  'engine:connect': { readonly args: readonly [nonce: string]; readonly result: null };
  'file:initial': { readonly args: readonly []; readonly result: HostFile | null };
  'file:examples': { readonly args: readonly []; readonly result: readonly HostFile[] };
  'file:open': { readonly args: readonly []; readonly result: HostFile | null };
  'file:save': {
    readonly args: readonly [file: HostFile, options: { readonly saveAs: boolean }];
    readonly result: HostFile | null;
  };
  'secret:list': { readonly args: readonly []; readonly result: SecretStatus };
  'secret:set': {
    readonly args: readonly [name: string, value: string | null];
    readonly result: SecretStatus;
  };
}

export type IpcRequestName = keyof IpcRequests;

/** What comes back over the wire for a request; failures travel as data because thrown errors lose their code. */
export type IpcAnswer<Name extends IpcRequestName> = DesktopAnswer<IpcRequests[Name]['result']>;

/** What the page tells the main process without waiting. */
export interface IpcNotices {
  'document:unsaved': readonly [unsaved: boolean];
  'document:shown': readonly [document: { readonly name: string; readonly handle?: string }];
  'runs:active': readonly [runs: number];
  'menu:shown': readonly [menu: HostMenu];
}

export type IpcNoticeName = keyof IpcNotices;

/** What the main process tells the page. */
export interface IpcPushes {
  'host:command': readonly [command: HostCommand];
  'file:opened': readonly [file: HostFile];
  'engine:state': readonly [state: EngineState];
}

export type IpcPushName = keyof IpcPushes;

/** The channel whose message carries an engine port to the preload script; its payload is the nonce. */
export const enginePortChannel = 'engine:port';

/** How the main process tells the preload script the app's version. */
export const versionArgument = '--millrace-version=';
