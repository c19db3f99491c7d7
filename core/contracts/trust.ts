import type { Reach } from '../model/reach.ts';

/** Something that the person agreed to: what flows that reach no more than this may do without being asked about. */
export interface TrustGrant {
  readonly id: string;
  /** The flow that it was asked for; only for people, since any flow that reaches no more is covered. */
  readonly name: string;
  /** ms since the Unix epoch. */
  readonly grantedMs: number;
  readonly reaches: readonly Reach[];
  /** Absolute paths that such flows may read and write besides. */
  readonly folders: readonly string[];
}

/** What the person has agreed to. Shared by all programs of one account; read anew with every use. */
export interface TrustStore {
  list(): readonly TrustGrant[];
  /** Replaces a grant of the same reaches. Throws `trust_unwritable`. */
  add(grant: Omit<TrustGrant, 'id' | 'grantedMs'>): TrustGrant;
  /** Whether there was such a grant. Throws `trust_unwritable`. */
  remove(id: string): boolean;
}
