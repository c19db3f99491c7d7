import { create } from 'zustand';
import type { RawFormatList } from '../../core/contracts/raw-formats.ts';
import { requireClient } from '../engine/engine-store.ts';

/** The raw formats of this host as they were asked for last; empty before the first time. */
export const useFormatsStore = create<{ readonly list: RawFormatList }>()(() => ({
  list: { formats: [] },
}));

/** Asks for the formats again, as after one was saved. */
export async function refreshFormats(): Promise<RawFormatList> {
  const list = await requireClient().call('formats.list', {});
  useFormatsStore.setState({ list });
  return list;
}
