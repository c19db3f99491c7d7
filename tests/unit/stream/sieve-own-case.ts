import type { SieveResult, SieveRun } from './sieve-run.ts';

/** A case beyond the shared ones, for the rules that those leave to us. */
export interface OwnCase extends SieveRun {
  readonly title: string;
  readonly text: string;
  /** What is left out is empty. */
  readonly expected: Partial<SieveResult>;
}

export const stock = { name: 'get_stock', arguments: { sku: 'A-7' } };
export const ping = { name: 'ping', arguments: {} };
