import * as z from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** A part of the inspector that folds. */
export type InspectorSection = 'advanced' | 'lastRun' | 'size';

interface Sections {
  /** What the person opened or folded; a section that is not here stands as it was made. */
  readonly open: Readonly<Partial<Record<InspectorSection, boolean>>>;
}

const shown = z.boolean().optional().catch(undefined);
const storedSchema = z.object({
  open: z.object({ advanced: shown, lastRun: shown, size: shown }),
});

/** Which sections were open, as far as what was stored makes sense. */
export function readSections(stored: unknown): Sections {
  const { open = {} } = storedSchema.safeParse(stored).data ?? {};
  const sound = Object.entries(open).filter(([, isOpen]) => isOpen !== undefined);
  return { open: Object.fromEntries(sound) };
}

/** Which sections of the inspector are open, for all nodes; kept in localStorage. */
export const useSections = create<Sections>()(
  persist((): Sections => ({ open: {} }), {
    name: 'millrace.inspector',
    version: 1,
    merge: readSections,
  }),
);

/** Opens or folds a section, for this node and all to come. */
export function rememberSection(section: InspectorSection, isOpen: boolean): void {
  useSections.setState(({ open }) => ({ open: { ...open, [section]: isOpen } }));
}

/** A place in the inspector that somebody wants to get to. */
interface WantedField {
  readonly nodeId: string;
  /** A setting's key, or an input's id with `input:` before it. */
  readonly field: string;
}

/** Where the focus shall go as soon as the node's settings are shown. */
export const useWantedField = create<{ readonly wanted: WantedField | undefined }>()(() => ({
  wanted: undefined,
}));

/** Has the inspector put the focus into a field of a node that is, or will be, selected. */
export function wantField(nodeId: string, field: string): void {
  useWantedField.setState({ wanted: { nodeId, field } });
}
