import * as z from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How many are remembered. */
const remembered = 6;

const storedSchema = z.object({ recent: z.array(z.string()).max(remembered) });

/** Ids of the commands that were run from the palette, the latest first; kept in localStorage. */
export const useRecentCommands = create<{ readonly recent: readonly string[] }>()(
  persist((): { readonly recent: readonly string[] } => ({ recent: [] }), {
    name: 'millrace.recent-commands',
    version: 1,
    merge: (stored) => storedSchema.safeParse(stored).data ?? { recent: [] },
  }),
);

export function noteRecentCommand(commandId: string): void {
  useRecentCommands.setState(({ recent }) => ({
    recent: [commandId, ...recent.filter((id) => id !== commandId)].slice(0, remembered),
  }));
}
