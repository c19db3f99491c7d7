import type { CommandWord } from './command.ts';

/** What hands do without a command: the key sheet names it, nobody can change it. */
interface Gesture {
  readonly title: CommandWord;
  readonly how: CommandWord | 'gestureSelectMoreHow';
}

/** Every gesture of mouse and arrow keys, in the order of the key sheet. */
export const gestureList: readonly Gesture[] = [
  { title: 'gestureSelectBox', how: 'gestureSelectBoxHow' },
  { title: 'gestureSelectMore', how: 'gestureSelectMoreHow' },
  { title: 'gestureNudge', how: 'gestureNudgeHow' },
  { title: 'gesturePan', how: 'gesturePanHow' },
  { title: 'gestureZoom', how: 'gestureZoomHow' },
  { title: 'addNode', how: 'gestureAddHow' },
  { title: 'gestureWire', how: 'gestureWireHow' },
  { title: 'gestureSplice', how: 'gestureSpliceHow' },
  { title: 'gestureCut', how: 'gestureCutHow' },
  { title: 'gestureNoSnap', how: 'gestureNoSnapHow' },
];
