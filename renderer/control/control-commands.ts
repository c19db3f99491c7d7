import type { Command } from '../commands/command.ts';
import { isRunning, startRun } from '../commands/run-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { clearBreakpoints, marksOf, useFlowMarks } from '../document/flow-marks-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { runFeed } from '../run/run-feed.ts';
import { useRunStore } from '../run/run-store.ts';
import { onlySelectedNode, useCanvasStore } from '../screen/canvas-store.ts';
import { openDialog } from '../screen/dialog-store.ts';
import {
  continueRun,
  endedRun,
  isResumable,
  lastOutputs,
  pauseRun,
  resumeRun,
  runNode,
  runWhatChanged,
  stepRun,
  tellBreakpoints,
  togglePin,
  toggleSelectedBreakpoints,
} from './control-actions.ts';

const isUnderWay = (): boolean => useRunStore.getState().state === 'running';
const canStart = (): boolean => useEngineStore.getState().client !== undefined && !isRunning();

/** The selected node, in the file's own flow: only there can a part be run alone. */
function nodeToRun(): string | undefined {
  if (useDocumentStore.getState().path.length > 0) return undefined;
  return onlySelectedNode(useCanvasStore.getState());
}

const ofNode = (act: (nodeId: string) => unknown) => (): void => {
  const nodeId = nodeToRun();
  if (nodeId !== undefined) void act(nodeId);
};

function toggleHold(): void {
  const { isPaused, held } = runFeed.live;
  if (isPaused || held.size > 0) continueRun();
  else pauseRun();
}

function isSelected(): boolean {
  const { nodeIds, edgeIds } = useCanvasStore.getState();
  return nodeIds.size + edgeIds.size > 0;
}

function hasBreakpoints(): boolean {
  const { root } = useDocumentStore.getState();
  return marksOf(useFlowMarks.getState(), root.id).breakpoints.length > 0;
}

/** What holds runs, and what goes on from them. */
export const controlCommands: readonly Command[] = [
  {
    id: 'run.hold',
    title: 'holdRun',
    group: 'run',
    keys: ['F7'],
    reach: 'everywhere',
    isAvailable: isUnderWay,
    run: toggleHold,
  },
  {
    id: 'run.step',
    title: 'stepRun',
    group: 'run',
    keys: ['F10'],
    reach: 'everywhere',
    isAvailable: () => isUnderWay() || canStart(),
    run: () => (isUnderWay() ? stepRun() : void startRun({ isStepped: true })),
  },
  {
    id: 'run.breakpoint',
    title: 'toggleBreakpoint',
    group: 'run',
    keys: ['F9'],
    isAvailable: isSelected,
    run: () => toggleSelectedBreakpoints('before'),
  },
  {
    id: 'run.breakpoint-after',
    title: 'toggleBreakpointAfter',
    group: 'run',
    keys: ['Shift+F9'],
    isAvailable: isSelected,
    run: () => toggleSelectedBreakpoints('after'),
  },
  {
    id: 'run.clear-breakpoints',
    title: 'clearBreakpoints',
    group: 'run',
    isAvailable: hasBreakpoints,
    run: () => {
      clearBreakpoints(useDocumentStore.getState().root.id);
      tellBreakpoints();
    },
  },
  {
    id: 'run.resume',
    title: 'resumeRun',
    group: 'run',
    keys: ['Mod+Alt+Enter'],
    reach: 'everywhere',
    isAvailable: () => canStart() && isResumable(),
    run: () => {
      const runId = endedRun();
      if (runId !== undefined) void resumeRun(runId);
    },
  },
  {
    id: 'run.changed',
    title: 'runWhatChanged',
    group: 'run',
    keys: ['Alt+Enter'],
    isAvailable: () => canStart() && endedRun() !== undefined,
    run: () => void runWhatChanged(),
  },
  {
    id: 'run.node',
    title: 'runNode',
    group: 'run',
    isAvailable: () => canStart() && nodeToRun() !== undefined,
    run: ofNode((nodeId) => runNode(nodeId, 'only')),
  },
  {
    id: 'run.from',
    title: 'runFromNode',
    group: 'run',
    isAvailable: () => canStart() && nodeToRun() !== undefined && endedRun() !== undefined,
    run: ofNode((nodeId) => runNode(nodeId, 'from')),
  },
  {
    id: 'run.until',
    title: 'runUntilNode',
    group: 'run',
    isAvailable: () => canStart() && nodeToRun() !== undefined,
    run: ofNode((nodeId) => runNode(nodeId, 'until')),
  },
  {
    id: 'run.pin',
    title: 'togglePin',
    group: 'run',
    isAvailable: () => nodeToRun() !== undefined,
    run: ofNode(togglePin),
  },
  {
    id: 'run.edit-outputs',
    title: 'editOutputs',
    group: 'run',
    isAvailable: () => {
      const nodeId = nodeToRun();
      return canStart() && nodeId !== undefined && lastOutputs(nodeId) !== undefined;
    },
    run: ofNode((nodeId) => openDialog({ kind: 'edit-outputs', nodeId })),
  },
];
