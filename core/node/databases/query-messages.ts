import type { DatabaseQuery, DatabaseResult } from '../../contracts/databases.ts';
import type { ErrorInfo } from '../../shared/errors.ts';

/** A query as it travels. */
export type QueryRequest = Omit<DatabaseQuery, 'signal'>;

/** What a process that queries tells: once that it has loaded, then one answer per request. */
export type QueryReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: DatabaseResult }
  | { readonly kind: 'failed'; readonly error: ErrorInfo };
