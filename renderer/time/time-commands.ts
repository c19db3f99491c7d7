import type { Command } from '../commands/command.ts';
import { goToMomentOfSelection, hasMomentOfSelection } from './go-to-selection.ts';
import { canReplay, replayFromNode, replayShownRun } from './replay-run.ts';
import { stepEvent, stepNode } from './step-time.ts';
import { changeSpeed, togglePlay } from './time-player.ts';
import { countEvents, goLive, goToMoment, useTimeStore } from './time-store.ts';

const hasEvents = (): boolean => countEvents() > 0;
const isPast = (): boolean => useTimeStore.getState().moment !== undefined;

/** Going through the time of the shown run. */
export const timeCommands: readonly Command[] = [
  {
    id: 'time.play',
    title: 'playRun',
    group: 'time',
    keys: ['K'],
    isAvailable: hasEvents,
    run: togglePlay,
  },
  {
    id: 'time.previous-event',
    title: 'previousEvent',
    group: 'time',
    keys: [','],
    isAvailable: hasEvents,
    run: () => stepEvent(-1),
  },
  {
    id: 'time.next-event',
    title: 'nextEvent',
    group: 'time',
    keys: ['.'],
    isAvailable: isPast,
    run: () => stepEvent(1),
  },
  {
    id: 'time.previous-node',
    title: 'previousNodeStart',
    group: 'time',
    keys: ['['],
    isAvailable: hasEvents,
    run: () => stepNode(-1),
  },
  {
    id: 'time.next-node',
    title: 'nextNodeStart',
    group: 'time',
    keys: [']'],
    isAvailable: isPast,
    run: () => stepNode(1),
  },
  {
    id: 'time.start',
    title: 'toRunStart',
    group: 'time',
    keys: ['Alt+Home'],
    isAvailable: hasEvents,
    run: () => goToMoment(1),
  },
  {
    id: 'time.live',
    title: 'toRunEnd',
    group: 'time',
    keys: ['Alt+End'],
    isAvailable: isPast,
    run: goLive,
  },
  {
    id: 'time.faster',
    title: 'playFaster',
    group: 'time',
    run: () => changeSpeed(1),
  },
  {
    id: 'time.slower',
    title: 'playSlower',
    group: 'time',
    run: () => changeSpeed(-1),
  },
  {
    id: 'time.go-to-selection',
    title: 'goToMoment',
    group: 'time',
    keys: ['Alt+M'],
    isAvailable: hasMomentOfSelection,
    run: () => void goToMomentOfSelection(),
  },
  {
    id: 'time.replay-recorded',
    title: 'replayWithTiming',
    group: 'time',
    isAvailable: canReplay,
    run: () => void replayShownRun('recorded'),
  },
  {
    id: 'time.replay-at-once',
    title: 'replayAtOnce',
    group: 'time',
    isAvailable: canReplay,
    run: () => void replayShownRun('none'),
  },
  {
    id: 'time.replay-from-node',
    title: 'replayFromNode',
    group: 'time',
    isAvailable: canReplay,
    run: () => void replayFromNode('recorded'),
  },
];
