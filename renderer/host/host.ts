import type { HostBridge } from '../../core/api/host-bridge.ts';

let current: HostBridge | undefined;

/** Says which program is around this page; call once, before the first render. */
export function setHost(host: HostBridge): void {
  current = host;
}

/** The program around this page. */
export function getHost(): HostBridge {
  if (current === undefined) throw new Error('The host has not been set.');
  return current;
}
