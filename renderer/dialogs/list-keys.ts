import type { SecretState } from '../../core/api/host-bridge.ts';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';

/** A connection as the keys dialog shows it. */
export interface ConnectionEntry {
  readonly connection: ConnectionInfo;
  /** Its key and whether the host stores it; undefined for a connection without a key. */
  readonly key: { readonly name: string; readonly stored: boolean } | undefined;
}

interface KeyList {
  readonly entries: readonly ConnectionEntry[];
  /** Names of stored secrets that no connection asks for. */
  readonly others: readonly string[];
}

/** Joins the connections with the secrets that the host stores; both keep their order. */
export function listKeys(
  connections: readonly ConnectionInfo[],
  secrets: readonly SecretState[],
): KeyList {
  const stored = new Set(secrets.map((secret) => secret.name));
  const asked = new Set(connections.map((connection) => connection.keyName));
  return {
    entries: connections.map((connection) => ({
      connection,
      key:
        connection.keyName === undefined
          ? undefined
          : { name: connection.keyName, stored: stored.has(connection.keyName) },
    })),
    others: [...stored].filter((name) => !asked.has(name)),
  };
}
