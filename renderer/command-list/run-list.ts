import { useEngineStore } from '../engine/engine-store.ts';
import { chooseRecordTraffic, usePreferences } from '../preferences/preferences-store.ts';
import type { Command } from '../commands/command.ts';
import { isRunning, startRun, stopRun } from '../commands/run-commands.ts';
import { askForReplay, saveTraffic } from '../commands/traffic-commands.ts';

const isReady = (): boolean => useEngineStore.getState().client !== undefined;

/** What can be done with runs. */
export const runCommands: readonly Command[] = [
  {
    id: 'run.start',
    title: 'startRun',
    group: 'run',
    keys: ['Mod+Enter'],
    reach: 'everywhere',
    isAvailable: () => isReady() && !isRunning(),
    run: () => void startRun(),
  },
  {
    id: 'run.stop',
    title: 'stopRun',
    group: 'run',
    fixedKeys: ['Escape'],
    reach: 'everywhere',
    isAvailable: isRunning,
    run: stopRun,
  },
  {
    id: 'run.replay',
    title: 'replayTraffic',
    group: 'run',
    keys: ['Mod+Shift+Enter'],
    reach: 'everywhere',
    isAvailable: isReady,
    run: askForReplay,
  },
  {
    id: 'run.save-traffic',
    title: 'saveTraffic',
    group: 'run',
    keys: ['Mod+Shift+L'],
    reach: 'everywhere',
    isAvailable: isReady,
    run: () => void saveTraffic(),
  },
  {
    id: 'run.record-traffic',
    title: 'recordTraffic',
    group: 'run',
    run: () => chooseRecordTraffic(!usePreferences.getState().recordTraffic),
  },
];
