import type { DesktopApi } from '../../core/api/desktop-api.ts';
import type { HostBridge } from '../../core/api/host-bridge.ts';
import { createDesktopBridge } from './desktop-bridge.ts';
import { createWebBridge } from './web-bridge.ts';

declare global {
  interface Window {
    /** There in the desktop app only. */
    readonly millrace?: DesktopApi;
  }
}

/** Finds out which program is around this page and speaks its language. */
export function connectHost(): Promise<HostBridge> {
  const desktop = window.millrace;
  return desktop === undefined ? createWebBridge() : Promise.resolve(createDesktopBridge(desktop));
}
