import type { ConnectionTarget, ConnectionTest } from '../../core/contracts/connection.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { useRequest } from './use-request.ts';

/** A test of a connection: under way, done, or not possible. */
export interface ConnectionTesting {
  readonly busy: boolean;
  readonly result: ConnectionTest | undefined;
  readonly error: ErrorInfo | undefined;
  start(target: ConnectionTarget): void;
  clear(): void;
}

/** Tests connections, one at a time; the newest counts. */
export function useConnectionTest(): ConnectionTesting {
  const { run, ...state } = useRequest<ConnectionTest>();
  return {
    ...state,
    start: (target) => run(() => requireClient().call('connections.test', { target })),
  };
}
