import type { Command } from '../commands/command.ts';
import { openFind, useFind, walkMatches } from './find-store.ts';

const hasMatches = (): boolean => {
  const { isOpen, matches } = useFind.getState();
  return isOpen && matches.length > 0;
};

/** Find and replace in the open file. */
export const findCommands: readonly Command[] = [
  {
    id: 'edit.find',
    title: 'find',
    group: 'edit',
    keys: ['Mod+F'],
    reach: 'everywhere',
    run: () => openFind({ replaces: false }),
  },
  {
    id: 'edit.replace',
    title: 'replace',
    group: 'edit',
    keys: ['Mod+H'],
    reach: 'everywhere',
    run: () => openFind({ replaces: true }),
  },
  {
    id: 'go.next-match',
    title: 'nextMatch',
    group: 'go',
    keys: ['F3'],
    reach: 'everywhere',
    isAvailable: hasMatches,
    run: () => walkMatches(1),
  },
  {
    id: 'go.previous-match',
    title: 'previousMatch',
    group: 'go',
    keys: ['Shift+F3'],
    reach: 'everywhere',
    isAvailable: hasMatches,
    run: () => walkMatches(-1),
  },
];
