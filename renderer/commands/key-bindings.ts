import { useCallback } from 'react';
import * as z from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { normaliseChord } from './chord.ts';
import type { Command } from './command.ts';
import { allCommands, findCommand } from './command-registry.ts';
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

/** The command that has these keys, other than the one that would get them; undefined when they are free. */
export function holderOf(
  chord: string,
  forId: string,
  commands: readonly Command[],
  chosen: ChosenKeys,
): Command | undefined {
  return commands.find(
    (command) => command.id !== forId && keysOf(command, chosen).includes(chord),
  );
}

/** What is chosen when a command gets these keys and no others; whoever had one of them loses it. */
export function assignKeys(
  chosen: ChosenKeys,
  commands: readonly Command[],
  commandId: string,
  keys: readonly string[],
): ChosenKeys {
  const next: Record<string, readonly string[]> = { ...chosen };
  for (const command of commands) {
    const before = keysOf(command, chosen);
    const after = command.id === commandId ? keys : before.filter((chord) => !keys.includes(chord));
    if (command.id !== commandId && after.length === before.length) continue;
    if (isSame(after, command.keys ?? [])) delete next[command.id];
    else next[command.id] = after;
  }
  return next;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((chord, at) => chord === others[at]);
}

/** Gives a command these keys and no others, on this computer. */
export function chooseKeys(commandId: string, keys: readonly string[]): void {
  useKeyBindings.setState(({ chosen }) => ({
    chosen: assignKeys(chosen, allCommands(), commandId, keys),
  }));
}

/** Gives every command the keys that it came with. */
export function resetAllKeys(): void {
  useKeyBindings.setState({ chosen: {} });
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
