import type { Command } from '../commands/command.ts';
import { chooseRecording } from '../commands/open-recording.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { askToExport, saveAsTest } from './save-export.ts';

const isReady = (): boolean => useEngineStore.getState().client !== undefined;
const hasRun = (): boolean => isReady() && useRunStore.getState().runId !== undefined;

/** What takes runs out of the record, and into it. */
export const exportCommands: readonly Command[] = [
  {
    id: 'run.export',
    title: 'exportRun',
    group: 'run',
    isAvailable: hasRun,
    run: askToExport,
  },
  {
    id: 'run.save-test',
    title: 'saveAsTest',
    group: 'run',
    isAvailable: hasRun,
    run: () => void saveAsTest(),
  },
  {
    id: 'run.open-recording',
    title: 'openRecording',
    group: 'run',
    isAvailable: isReady,
    run: chooseRecording,
  },
  {
    id: 'help.telemetry',
    title: 'telemetry',
    group: 'help',
    isAvailable: isReady,
    run: () => openDialog({ kind: 'telemetry' }),
  },
];
