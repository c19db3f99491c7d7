import { useEffect } from 'react';
import { useDialogStore } from '../screen/dialog-store.ts';
import type { Point } from '../document/flow-edits.ts';
import { pasteNodes, takeSelection } from './clipboard-commands.ts';

/** Makes copy, cut and paste work on nodes; text fields and selected text keep their own. */
export function useClipboard(): void {
  useEffect(() => {
    window.addEventListener('pointermove', notePointer, { capture: true, passive: true });
    window.addEventListener('keydown', noteShift, true);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('pointermove', notePointer, true);
      window.removeEventListener('keydown', noteShift, true);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}

let pointer: Point | undefined;
let isShiftDown = false;

function notePointer({ clientX, clientY }: PointerEvent): void {
  pointer = { x: clientX, y: clientY };
}

/** A paste does not say which keys asked for it: with Shift, wires come along. */
function noteShift(event: KeyboardEvent): void {
  isShiftDown = event.shiftKey;
}

function onCopy(event: ClipboardEvent): void {
  if (isElsewhere(event) || event.clipboardData === null) return;
  const text = takeSelection(event.type === 'cut' ? 'cut' : 'copy');
  if (text === undefined) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', text);
}

function onPaste(event: ClipboardEvent): void {
  if (isElsewhere(event)) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const where = pointer === undefined ? {} : { pointer };
  if (pasteNodes(text, { ...where, keepsWires: isShiftDown })) event.preventDefault();
}

function isElsewhere(event: ClipboardEvent): boolean {
  if (useDialogStore.getState().dialog !== undefined) return true;
  const target = event.target as Element | null;
  const inText = target?.closest?.('input, textarea, [contenteditable="true"], .nokey') ?? null;
  return inText !== null || (event.type !== 'paste' && String(getSelection() ?? '') !== '');
}
