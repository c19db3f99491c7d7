/**
 * What a flow may reach beyond its own values, as people are asked for it: `connection` sends texts to a model, `host`
 * calls an address, `read` and `write` touch files, `code` runs in the sandbox, `process` starts a program, `secret`
 * uses a key, `module` runs a module of the person's own with all rights.
 */
export const reachKinds = [
  'process',
  'module',
  'write',
  'read',
  'secret',
  'host',
  'connection',
  'code',
] as const;
export type ReachKind = (typeof reachKinds)[number];

/** One thing that a node may reach. */
export interface Reach {
  readonly what: ReachKind;
  /**
   * Which one: a connection's id, a host, a path, a command line, a secret's name, a module kind. '' where only the run
   * will show it: then what the person granted is the limit. Always '' for `code`.
   */
  readonly name: string;
  /** Where a secret goes, as far as the flow says; '' for everything else. */
  readonly to: string;
  /** It is not this flow that says so, but one in a file that it names. */
  readonly fromFile?: true;
}

/** One thing that a flow may reach, and its nodes that do. */
export interface FlowReach extends Reach {
  /** Titles of nodes, in the order of the flow. */
  readonly usedBy: readonly string[];
}

/** Equal for two reaches that mean the same, wherever they stand. */
export function reachKey({ what, name, to }: Reach): string {
  return JSON.stringify([what, name, to]);
}
