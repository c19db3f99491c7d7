import { useEffect } from 'react';
import { select, useCanvasStore } from '../canvas/canvas-store.ts';
import { canvasView } from '../canvas/canvas-view.ts';
import { openDialog, useDialogStore } from '../dialogs/dialog-store.ts';
import { redo, undo } from '../document/document-store.ts';
import { focusPaletteSearch } from '../palette/palette-search.ts';
import {
  duplicateSelection,
  renameSelection,
  selectAll,
  toggleSelectionDisabled,
} from './edit-commands.ts';
import { newFlow, openFlow, saveFlow, saveFlowAs } from './file-commands.ts';
import { isRunning, startRun, stopRun } from './run-commands.ts';
import { makeSubFlow } from './sub-flow-commands.ts';
import { askForReplay, saveTraffic } from './traffic-commands.ts';

/** Where a key works: everywhere, where no text is typed, or also in fields whose text belongs to the flow. */
type Reach = 'everywhere' | 'outside-text' | 'not-in-foreign-text';

interface Shortcut {
  readonly key: string;
  readonly mod?: boolean;
  readonly shift?: boolean;
  readonly reach: Reach;
  readonly run: () => void;
}

const shortcuts: readonly Shortcut[] = [
  { key: 'enter', mod: true, reach: 'everywhere', run: () => void startRun() },
  { key: 'enter', mod: true, shift: true, reach: 'everywhere', run: askForReplay },
  { key: 'l', mod: true, shift: true, reach: 'everywhere', run: () => void saveTraffic() },
  { key: 's', mod: true, reach: 'everywhere', run: () => void saveFlow() },
  { key: 's', mod: true, shift: true, reach: 'everywhere', run: () => void saveFlowAs() },
  { key: 'o', mod: true, reach: 'everywhere', run: () => void openFlow() },
  { key: 'n', mod: true, reach: 'everywhere', run: () => void newFlow() },
  { key: 'z', mod: true, reach: 'not-in-foreign-text', run: undo },
  { key: 'z', mod: true, shift: true, reach: 'not-in-foreign-text', run: redo },
  { key: 'y', mod: true, reach: 'not-in-foreign-text', run: redo },
  { key: 'd', mod: true, reach: 'outside-text', run: duplicateSelection },
  { key: 'g', mod: true, reach: 'outside-text', run: makeSubFlow },
  { key: 'a', mod: true, reach: 'outside-text', run: selectAll },
  { key: 'm', reach: 'outside-text', run: toggleSelectionDisabled },
  { key: 'f2', reach: 'outside-text', run: renameSelection },
  { key: '1', reach: 'outside-text', run: () => canvasView()?.fit() },
  { key: '0', reach: 'outside-text', run: () => canvasView()?.resetZoom() },
  {
    key: '?',
    shift: true,
    reach: 'outside-text',
    run: () => openDialog({ kind: 'shortcuts' }),
  },
];

/** Makes the keys work, for as long as the component stands. */
export function useShortcuts(): void {
  useEffect(() => {
    // In the capture phase: an editor would take Ctrl+Z for itself and leave the flow behind.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    window.addEventListener('keydown', onUnclaimedKeyDown);
    window.addEventListener('focusin', noteFocus);
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('keydown', onUnclaimedKeyDown);
      window.removeEventListener('focusin', noteFocus);
    };
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || useDialogStore.getState().dialog !== undefined) return;
  const mod = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const shortcut = shortcuts.find(
    (known) =>
      known.key === key &&
      (known.mod ?? false) === mod &&
      // Some keyboards need no Shift for "?".
      (known.key === '?' || (known.shift ?? false) === event.shiftKey) &&
      !event.altKey,
  );
  if (shortcut === undefined || !reaches(shortcut.reach, event.target as Element)) return;
  event.preventDefault();
  event.stopPropagation();
  shortcut.run();
}

/** Keys that others may want first: Esc closes what is open, Tab walks through controls. */
function onUnclaimedKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || useDialogStore.getState().dialog !== undefined) return;
  const target = event.target as Element;
  if (target.closest('[role="menu"], [role="listbox"], [role="dialog"]') !== null) return;
  if (event.key === 'Escape') leave(target);
  else if (event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && isCanvasAtRest(target)) {
    event.preventDefault();
    focusPaletteSearch();
  }
}

function leave(target: Element): void {
  if (isText(target)) (target as HTMLElement).blur();
  else if (isRunning()) stopRun();
  else if (useCanvasStore.getState().nodeIds.size > 0) select([]);
}

let focusedByKeys = false;

/** Remembers how the focus came: the first key after a click makes the browser show it as if keys had brought it. */
function noteFocus(event: FocusEvent): void {
  focusedByKeys = (event.target as Element).matches(':focus-visible');
}

/** Whether nobody is walking through the canvas by keys: then Tab may mean "find a module". */
function isCanvasAtRest(target: Element): boolean {
  if (target === document.body) return true;
  return target.closest('.canvas') !== null && !focusedByKeys;
}

function isText(target: Element): boolean {
  return target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

function reaches(reach: Reach, target: Element): boolean {
  if (reach === 'everywhere' || !isText(target)) return true;
  return reach === 'not-in-foreign-text' && target.closest('[data-document-field]') !== null;
}
