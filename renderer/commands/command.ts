import type { commands } from '../i18n/en/commands.ts';

/** The headings under which the key sheet and the command palette list commands, in this order. */
export const commandGroups = [
  'run',
  'time',
  'edit',
  'arrange',
  'go',
  'view',
  'file',
  'help',
] as const;

type CommandGroup = (typeof commandGroups)[number];

/**
 * Where a key works: everywhere, where no text is typed, or also in fields whose text belongs to the flow.
 */
export type KeyReach = 'everywhere' | 'outside-text' | 'not-in-foreign-text';

/** Words of the dictionary `commands` that stand alone, without values to fill in. */
export type CommandWord = {
  [Key in keyof typeof commands]: (typeof commands)[Key] extends `${string}{{${string}`
    ? never
    : Key;
}[keyof typeof commands];

/** One thing that a person can do by its name: what keys, the command palette and the key sheet offer. */
export interface Command {
  /** Stable, such as `arrange.align-left`: what remapped keys are stored by. */
  readonly id: string;
  /** Its words in the dictionary `commands`. */
  readonly title: CommandWord;
  readonly group: CommandGroup;
  /** Ways to press it unless the person chose others, such as `Mod+Shift+Z`; `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys?: readonly string[];
  /** Keys that the browser or the canvas answers by itself: they are shown and cannot be changed. */
  readonly fixedKeys?: readonly string[];
  /** `outside-text` unless given. */
  readonly reach?: KeyReach;
  /** Whether it can do something now; a command that cannot is shown grey and its keys do nothing. */
  readonly isAvailable?: () => boolean;
  readonly run: () => void;
}
