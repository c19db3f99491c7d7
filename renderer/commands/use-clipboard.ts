import { useEffect } from 'react';
import { useDialogStore } from '../dialogs/dialog-store.ts';
import { setOrigin } from '../trust/trust-store.ts';
import { copySelection, deleteSelection, insert } from './edit-commands.ts';
import { readFragment, writeFragment } from './fragment-text.ts';

/** How far a pasted copy stands from the one before it, px. */
const pasteStep = 40;

/** Makes copy, cut and paste work on nodes; text fields and selected text keep their own. */
export function useClipboard(): void {
  useEffect(() => {
    let pastes = 0;
    let pasted = '';
    let copied = '';
    const copy = (event: ClipboardEvent): void => {
      if (isElsewhere(event)) return;
      const fragment = copySelection();
      if (fragment === undefined || event.clipboardData === null) return;
      event.preventDefault();
      copied = writeFragment(fragment);
      event.clipboardData.setData('text/plain', copied);
      pastes = 0;
      if (event.type === 'cut') {
        deleteSelection();
        pastes = -1;
      }
    };
    const paste = (event: ClipboardEvent): void => {
      if (isElsewhere(event)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const fragment = readFragment(text);
      if (fragment === undefined) return;
      event.preventDefault();
      pastes = text === pasted || pastes < 0 ? pastes + 1 : 1;
      pasted = text;
      // Nodes of somebody else's make the flow theirs as far as trust goes.
      if (text !== copied) setOrigin('foreign');
      insert(fragment, { x: pastes * pasteStep, y: pastes * pasteStep });
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', paste);
    };
  }, []);
}

function isElsewhere(event: ClipboardEvent): boolean {
  if (useDialogStore.getState().dialog !== undefined) return true;
  const target = event.target as Element | null;
  const inText = target?.closest?.('input, textarea, [contenteditable="true"], .nokey') ?? null;
  return inText !== null || (event.type !== 'paste' && String(getSelection() ?? '') !== '');
}
