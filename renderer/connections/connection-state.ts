import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import type { ConnectionPreset } from '../../core/model/connection-presets.ts';

/** How a connection stands, in one word for the list; its name is also the key of that word. */
export type ConnectionState =
  | 'stateReady'
  | 'stateNeedsKey'
  | 'stateNotReady'
  | 'stateServerRunning'
  | 'stateServerStarting'
  | 'stateServerStopping'
  | 'stateServerFailed'
  | 'stateNew';

export type StateTone = 'done' | 'waiting' | 'running' | 'failed' | 'idle';

/** How a connection stands; a server that somebody started says more than a missing key. */
export function judgeState(info: ConnectionInfo): ConnectionState {
  switch (info.server?.state) {
    case 'running':
      return 'stateServerRunning';
    case 'starting':
      return 'stateServerStarting';
    case 'stopping':
      return 'stateServerStopping';
    case 'failed':
      return 'stateServerFailed';
    default:
  }
  if (info.problem === undefined) return 'stateReady';
  return info.problemCode === 'missing_key' ? 'stateNeedsKey' : 'stateNotReady';
}

export const stateTones: Readonly<Record<ConnectionState, StateTone>> = {
  stateReady: 'done',
  stateNeedsKey: 'waiting',
  stateNotReady: 'waiting',
  stateServerRunning: 'running',
  stateServerStarting: 'running',
  stateServerStopping: 'waiting',
  stateServerFailed: 'failed',
  stateNew: 'idle',
};

/** The connection to show first: the one asked for, else one that needs something, else a person's own, else the first. */
export function chooseFirst(
  connections: readonly ConnectionInfo[],
  wanted: string | undefined,
): string | undefined {
  const first =
    connections.find(({ id }) => id === wanted) ??
    connections.find(({ problem }) => problem !== undefined) ??
    connections.find(({ settings }) => settings !== undefined) ??
    connections[0];
  return first?.id;
}

/** An id for a new connection that no other has: the preset's own, or with a number behind it. */
export function proposeId(preset: Pick<ConnectionPreset, 'id'>, taken: readonly string[]): string {
  const base = preset.id === 'custom' ? 'my-endpoint' : preset.id;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return id;
  }
}

/** Stored secrets that no connection names, in the order given. */
export function findUnusedSecrets(
  connections: readonly ConnectionInfo[],
  stored: readonly string[],
): readonly string[] {
  // A name is used wherever it stands in the settings: as the key, in a header, in the server's environment.
  const used = new Set(
    connections.flatMap(({ keyName, settings }) => [
      keyName,
      ...[...JSON.stringify(settings ?? {}).matchAll(/"\$secret":"([^"]+)"/g)].map(
        ([, name]) => name,
      ),
    ]),
  );
  return stored.filter((name) => !used.has(name));
}
