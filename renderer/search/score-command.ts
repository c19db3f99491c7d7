import type { Command } from '../commands/command.ts';
import { commands as english } from '../i18n/en/commands.ts';
import { commands as chinese } from '../i18n/zh-CN/commands.ts';
import { commandSynonyms } from './command-synonyms.ts';
import { scoreThing } from './score-text.ts';
import type { SearchWords } from './score-text.ts';

const known = new WeakMap<Command, readonly SearchWords[]>();

/** What a command is found by, in both languages, whichever the interface speaks. */
function wordsOf(command: Command): readonly SearchWords[] {
  const found = known.get(command) ?? [
    { text: english[command.title], weight: 1 },
    { text: chinese[command.title], weight: 1 },
    ...commandSynonyms(command.id).map((text) => ({ text, weight: 0.7, isProse: true })),
    { text: english[`group_${command.group}`], weight: 0.5, isProse: true },
    { text: chinese[`group_${command.group}`], weight: 0.5, isProse: true },
    { text: command.id, weight: 0.5, isProse: true },
  ];
  known.set(command, found);
  return found;
}

/** How well a command matches a query, from 0 to 1. */
export function scoreCommand(command: Command, query: string): number {
  return scoreThing(query, wordsOf(command));
}
