import { create } from 'zustand';
import type { RecordSize, Retention } from '../../core/contracts/run-history.ts';
import { useEngineStore } from '../engine/engine-store.ts';

interface RecordStore {
  readonly size: RecordSize | undefined;
  readonly retention: Retention | undefined;
}

/** How large the record is and how long runs are kept, as of the last look. */
export const useRecordStore = create<RecordStore>()(() => ({
  size: undefined,
  retention: undefined,
}));

/** Looks again. Never rejects: what cannot be read stays as it was known. */
export async function lookAtRecord(): Promise<void> {
  const { client } = useEngineStore.getState();
  if (client === undefined) return;
  const [size, retention] = await Promise.all([
    client.call('record.size', {}).catch(() => undefined),
    client.call('record.retention', {}).catch(() => undefined),
  ]);
  useRecordStore.setState({
    ...(size === undefined ? {} : { size }),
    ...(retention === undefined ? {} : { retention }),
  });
}
