import { useEffect } from 'react';
import { select, useCanvasStore } from '../screen/canvas-store.ts';
import { useDialogStore } from '../screen/dialog-store.ts';
import { returnToFlow } from './past-run-commands.ts';
import { readChord, splitChord, typesText } from './chord.ts';
import type { Command, KeyReach } from './command.ts';
import { allCommands, isAvailable } from './command-registry.ts';
import { keysOf, useKeyBindings } from './key-bindings.ts';
import { isRunning, stopRun } from './run-commands.ts';
import { isMac } from './show-keys.ts';

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
  const chord = readChord(event, isMac());
  const target = event.target as Element;
  // Tab walks through controls: it waits until nobody else wants it.
  if (chord === undefined || chord === 'Tab' || keepsKeys(target, chord)) return;
  const bound = commandsFor(chord, target);
  const command = bound.find(isAvailable);
  if (command === undefined) {
    // Nobody shall bookmark the page because nothing is selected. And the desktop's menu knows the keys that commands
    // come with; those that were changed mean nothing there.
    if (typesText(chord) || (bound.length === 0 && !isGivenUp(chord))) return;
  }
  event.preventDefault();
  event.stopPropagation();
  command?.run();
}

/** The commands that keys mean at a place. */
function commandsFor(chord: string, target: Element): readonly Command[] {
  const { chosen } = useKeyBindings.getState();
  return allCommands().filter(
    (command) =>
      keysOf(command, chosen).includes(chord) &&
      reaches(command.reach ?? 'outside-text', chord, target),
  );
}

/** Whether a command came with these keys and has others now. */
function isGivenUp(chord: string): boolean {
  const { chosen } = useKeyBindings.getState();
  return allCommands().some(
    (command) =>
      (command.keys?.includes(chord) ?? false) && !keysOf(command, chosen).includes(chord),
  );
}

/** Whether a part of the window answers these keys by itself, as a viewer with a search of its own does. */
function keepsKeys(target: Element, chord: string): boolean {
  const keeper = target.closest<HTMLElement>('[data-keeps-keys]');
  return keeper?.dataset['keepsKeys']?.split(' ').includes(chord) ?? false;
}

/** Keys that others may want first: Esc closes what is open, Tab walks through controls. */
function onUnclaimedKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || useDialogStore.getState().dialog !== undefined) return;
  const target = event.target as Element;
  if (target.closest('[role="menu"], [role="listbox"], [role="dialog"]') !== null) return;
  const chord = readChord(event, isMac());
  if (chord === 'Escape') leave(target);
  else if (chord === 'Tab' && isCanvasAtRest(target)) {
    const command = commandsFor(chord, target).find(isAvailable);
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  }
}

function leave(target: Element): void {
  if (isText(target)) (target as HTMLElement).blur();
  else if (isRunning()) stopRun();
  else if (useCanvasStore.getState().nodeIds.size > 0) select([]);
  else returnToFlow();
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

/** Whether keys that one might type or walk with act on the canvas only, such as Delete in a list. */
function reaches(reach: KeyReach, chord: string, target: Element): boolean {
  if (typesText(chord) && looksForEntries(target)) return false;
  if (!isText(target)) return !isListKey(chord) || target.closest('.nokey') === null;
  if (typesText(chord)) return false;
  if (reach === 'everywhere') return true;
  return reach === 'not-in-foreign-text' && target.closest('[data-document-field]') !== null;
}

/** Whether letters lead to an entry, as in an open list or menu. */
function looksForEntries(target: Element): boolean {
  return target.closest('[role="listbox"], [role="menu"]') !== null;
}

/** Keys that lists and panels may want for what is marked in them. */
function isListKey(chord: string): boolean {
  return /^(Delete|Backspace|Tab)$/.test(splitChord(chord).at(-1) ?? '');
}
