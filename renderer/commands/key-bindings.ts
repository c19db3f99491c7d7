import { useCallback } from 'react';
import * as z from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { normaliseChord } from './chord.ts';
import type { Command } from './command.ts';
import { findCommand } from './command-registry.ts';
import { showKeys } from './show-keys.ts';

/** The keys that a person chose, by command id; a command that is not here has its own. */
export type ChosenKeys = Readonly<Record<string, readonly string[]>>;

const storedSchema = z.object({ chosen: z.record(z.string(), z.unknown()) });

/** The chosen keys in what was stored, as far as it makes sense; whatever else stands there is left out. */
export function readChosenKeys(stored: unknown): ChosenKeys {
  const parsed = storedSchema.safeParse(stored);
  if (!parsed.success) return {};
  const known = Object.entries(parsed.data.chosen).flatMap(([id, keys]) => {
    if (!Array.isArray(keys)) return [];
    const chords = keys.flatMap((text) =>
      typeof text === 'string' ? (normaliseChord(text) ?? []) : [],
    );
    // What was meant to be no keys stays so; what cannot be read falls back to the command's own.
    return chords.length === 0 && keys.length > 0 ? [] : [[id, [...new Set(chords)]] as const];
  });
  return Object.fromEntries(known);
}

/** What the person chose for this computer; kept in localStorage. */
export const useKeyBindings = create<{ readonly chosen: ChosenKeys }>()(
  persist((): { readonly chosen: ChosenKeys } => ({ chosen: {} }), {
    name: 'millrace.keys',
    version: 1,
    merge: (stored) => ({ chosen: readChosenKeys(stored) }),
  }),
);

/** The keys of a command: the person's own, else those it comes with. */
export function keysOf(
  command: Pick<Command, 'id' | 'keys'>,
  chosen: ChosenKeys = useKeyBindings.getState().chosen,
): readonly string[] {
  return (Object.hasOwn(chosen, command.id) ? chosen[command.id] : undefined) ?? command.keys ?? [];
}

/** For components: the first keys of a command as they are shown, by its id; undefined when it has none. Follows changes. */
export function useShownKeys(): (commandId: string) => string | undefined {
  const chosen = useKeyBindings((store) => store.chosen);
  return useCallback(
    (commandId) => {
      const command = findCommand(commandId);
      if (command === undefined) return undefined;
      const first = keysOf(command, chosen)[0] ?? command.fixedKeys?.[0];
      return first === undefined ? undefined : showKeys(first);
    },
    [chosen],
  );
}
