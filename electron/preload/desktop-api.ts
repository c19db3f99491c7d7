import type { DesktopApi } from '../../core/api/desktop-api.ts';
import type { HostInfo } from '../../core/api/host-bridge.ts';
import { versionArgument } from '../shared/ipc.ts';
import { listen, notify, request } from './ipc.ts';

const platforms: Readonly<Record<string, HostInfo['platform']>> = {
  darwin: 'mac',
  win32: 'windows',
  linux: 'linux',
};

function readHostInfo(): HostInfo {
  const version = process.argv.find((argument) => argument.startsWith(versionArgument));
  return {
    host: 'desktop',
    version: version?.slice(versionArgument.length) ?? '',
    platform: platforms[process.platform] ?? 'other',
  };
}

/** The functions that the page may call; each does one thing and hides the IPC behind it. */
export function createDesktopApi(): DesktopApi {
  return {
    info: readHostInfo(),
    requestEnginePort: (nonce) => request('engine:connect', nonce),
    initialFile: () => request('file:initial'),
    listExamples: () => request('file:examples'),
    openFile: () => request('file:open'),
    saveFile: (file, options) => request('file:save', file, options),
    setUnsaved: (unsaved) => notify('document:unsaved', unsaved),
    setDocument: (document) => notify('document:shown', document),
    setRunning: (runs) => notify('runs:active', runs),
    setMenu: (menu) => notify('menu:shown', menu),
    onCommand: (listener) => listen('host:command', listener),
    onOpenFile: (listener) => listen('file:opened', listener),
    onEngineState: (listener) => listen('engine:state', listener),
    listSecrets: () => request('secret:list'),
    setSecret: (name, value) => request('secret:set', name, value),
  };
}
