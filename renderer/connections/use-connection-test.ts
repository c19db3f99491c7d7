import { useRef } from 'react';
import type { ConnectionTarget, ConnectionTest } from '../../core/contracts/connection.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { useRequest } from '../ui/use-request.ts';

/** A test of a connection: under way, done, or not possible. */
export interface ConnectionTesting {
  readonly busy: boolean;
  readonly result: ConnectionTest | undefined;
  readonly error: ErrorInfo | undefined;
  start(target: ConnectionTarget): void;
  /** Stops the test that is under way, here and in the engine. */
  cancel(): void;
  clear(): void;
}

/** Tests connections, one at a time; the newest counts. */
export function useConnectionTest(): ConnectionTesting {
  const { run, clear, ...state } = useRequest<ConnectionTest>();
  const running = useRef<string>(undefined);
  return {
    ...state,
    clear,
    start: (target) => {
      const test = crypto.randomUUID();
      running.current = test;
      run(() => requireClient().call('connections.test', { target, test }));
    },
    cancel: () => {
      clear();
      if (running.current === undefined) return;
      // An engine that is gone tests nothing any more.
      requireClient()
        .call('connections.test.stop', { test: running.current })
        .catch(() => {});
    },
  };
}
