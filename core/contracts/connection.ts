import type { ChatModel } from './chat.ts';

/** A named way to reach models, as the interface shows it; never holds a key. */
export interface ConnectionInfo {
  readonly id: string;
  readonly label: string;
  /** Shown beside the name, such as `simulated, no AI` or a host name. */
  readonly note: string;
  readonly models: readonly string[];
  readonly defaultModel: string;
  /** Name of the secret that holds its key; absent where no key is needed. */
  readonly keyName?: string;
  /** Environment variables that the host reads for it, the key's among them. */
  readonly variables?: readonly string[];
  /** A plain sentence when it cannot be used yet, such as a missing key. */
  readonly problem?: string;
}

/** All connections of a host. */
export interface Connections {
  list(): readonly ConnectionInfo[];
  /** Throws MillraceError `unknown_connection` or `missing_key`, with what to do. */
  open(id: string): ChatModel;
}
