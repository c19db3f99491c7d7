import { useCallback, useEffect, useState } from 'react';
import type { SecretStatus } from '../../core/api/host-bridge.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { refreshConnections } from '../engine/engine-store.ts';
import { getHost } from '../host/host.ts';

/** The secrets of the host, by name. */
export interface Secrets {
  /** Undefined until the host has answered, and on hosts that store nothing. */
  readonly status: SecretStatus | undefined;
  readonly error: ErrorInfo | undefined;
  readonly busy: boolean;
  /** Stores a value, or removes it with null, and asks for the connections anew. */
  change(name: string, value: string | null): Promise<void>;
}

/** The host's secrets by name; no value passes through any state. */
export function useSecrets(): Secrets {
  const [status, setStatus] = useState<SecretStatus>();
  const [error, setError] = useState<ErrorInfo>();
  const [busy, setBusy] = useState(false);
  const act = useCallback(async (ask: () => Promise<SecretStatus>) => {
    setBusy(true);
    try {
      setStatus(await ask());
      await refreshConnections();
      setError(undefined);
    } catch (thrown) {
      setError(toErrorInfo(thrown));
    } finally {
      setBusy(false);
    }
  }, []);
  useEffect(() => {
    getHost()
      .secrets?.list()
      .then(setStatus)
      .catch((thrown: unknown) => setError(toErrorInfo(thrown)));
  }, []);
  const change = useCallback(
    async (name: string, value: string | null) => {
      const { secrets } = getHost();
      if (secrets !== undefined) await act(() => secrets.set(name, value));
    },
    [act],
  );
  return { status, error, busy, change };
}
