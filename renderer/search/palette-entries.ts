import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { Command } from '../commands/command.ts';
import type { PlacedNode } from './list-flow-nodes.ts';
import { scoreCommand } from './score-command.ts';
import { rankKinds } from './score-kind.ts';
import { rankThings, scoreThing } from './score-text.ts';

/** What the command palette offers for what was typed, in groups; the group of the best match stands first. */
export type PaletteGroup =
  | {
      readonly kind: 'recent' | 'commands';
      readonly entries: readonly Command[];
      readonly more: number;
    }
  | { readonly kind: 'nodes'; readonly entries: readonly PlacedNode[]; readonly more: number }
  | { readonly kind: 'kinds'; readonly entries: readonly KindDescriptor[]; readonly more: number };

/** All that can be looked for. */
export interface PaletteStock {
  readonly commands: readonly Command[];
  /** Ids of commands that were run from the palette, the latest first. */
  readonly recent: readonly string[];
  readonly nodes: readonly PlacedNode[];
  readonly kinds: readonly KindDescriptor[];
  /** A kind's title in words of the interface. */
  readonly titleOf: (kindId: string) => string;
}

/** How many of a group stand among those of other groups, and how many where nothing else stands. */
const limits = { mixed: 8, alone: 200 };

/** What matches: `@` asks for nodes only, `+` for kinds only, anything else for all with commands. */
export function listPaletteGroups(query: string, stock: PaletteStock): readonly PaletteGroup[] {
  const text = query.trimStart();
  const rest = text.slice(1);
  if (text.startsWith('@')) return [nodeGroup(rest, stock, limits.alone)].filter(isSome).map(drop);
  if (text.startsWith('+')) return [kindGroup(rest, stock, limits.alone)].filter(isSome).map(drop);
  if (text.trim() === '') return listAllCommands(stock);
  return [
    commandGroup(text, stock),
    nodeGroup(text, stock, limits.mixed),
    kindGroup(text, stock, limits.mixed),
  ]
    .filter(isSome)
    .sort((a, b) => b.best - a.best)
    .map(drop);
}

interface Ranked {
  readonly group: PaletteGroup;
  /** The score of its best entry. */
  readonly best: number;
}

function isSome({ group }: Ranked): boolean {
  return group.entries.length > 0;
}

function drop({ group }: Ranked): PaletteGroup {
  return group;
}

function listAllCommands({ commands, recent }: PaletteStock): readonly PaletteGroup[] {
  const latest = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const others = commands.filter((command) => !latest.includes(command));
  return [
    { kind: 'recent', entries: latest, more: 0 } as const,
    { kind: 'commands', entries: others, more: 0 } as const,
  ].filter(({ entries }) => entries.length > 0);
}

/** Of commands that match alike the one that was used lately comes first. */
function commandGroup(text: string, { commands, recent }: PaletteStock): Ranked {
  const ranked = rankThings(commands, (command) => {
    const score = scoreCommand(command, text);
    return score === 0 || !recent.includes(command.id) ? score : score + 0.03;
  });
  const entries = ranked.map(({ thing }) => thing);
  return { group: { kind: 'commands', entries, more: 0 }, best: ranked[0]?.score ?? 0 };
}

function nodeGroup(text: string, { nodes, titleOf }: PaletteStock, limit: number): Ranked {
  const ranked = rankThings(nodes, ({ title, nodeId, kind }) =>
    scoreThing(text, [
      { text: title, weight: 1 },
      { text: nodeId, weight: 0.8, isProse: true },
      { text: titleOf(kind), weight: 0.6, isProse: true },
      { text: kind, weight: 0.5, isProse: true },
    ]),
  );
  const entries = ranked.slice(0, limit).map(({ thing }) => thing);
  const more = ranked.length - entries.length;
  return { group: { kind: 'nodes', entries, more }, best: ranked[0]?.score ?? 0 };
}

function kindGroup(text: string, { kinds }: PaletteStock, limit: number): Ranked {
  const ranked = rankKinds(kinds, text);
  const entries = ranked.slice(0, limit).map(({ thing }) => thing);
  const more = ranked.length - entries.length;
  // Somebody who types a name would rather go to what is there, or do something, than add one more.
  return { group: { kind: 'kinds', entries, more }, best: (ranked[0]?.score ?? 0) - 0.02 };
}
