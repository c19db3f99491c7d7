import { useEffect } from 'react';
import { useDialogStore } from '../dialogs/dialog-store.ts';
import { pasteNodes, takeSelection } from './clipboard-commands.ts';

/** Makes copy, cut and paste work on nodes; text fields and selected text keep their own. */
export function useClipboard(): void {
  useEffect(() => {
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
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
  if (pasteNodes(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
}

function isElsewhere(event: ClipboardEvent): boolean {
  if (useDialogStore.getState().dialog !== undefined) return true;
  const target = event.target as Element | null;
  const inText = target?.closest?.('input, textarea, [contenteditable="true"], .nokey') ?? null;
  return inText !== null || (event.type !== 'paste' && String(getSelection() ?? '') !== '');
}
