import type { Command } from '../commands/command.ts';
import { toggleStallMap } from './stall-store.ts';

/** How fast nodes were: on the canvas, and as a table. */
export const stallCommands: readonly Command[] = [
  { id: 'view.stall-map', title: 'stallMap', group: 'view', run: toggleStallMap },
];
