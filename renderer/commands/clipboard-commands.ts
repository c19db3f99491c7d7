import { setOrigin } from '../trust/trust-store.ts';
import { copySelection, deleteSelection, insert } from './edit-commands.ts';
import { readFragment, writeFragment } from './fragment-text.ts';

/** How far a pasted copy stands from the one before it, px. */
const pasteStep = 40;

let pastes = 0;
let pasted = '';
let copied = '';

/** The selected nodes as text for the clipboard, taken away where they are cut; undefined when none is selected. */
export function takeSelection(how: 'copy' | 'cut'): string | undefined {
  const fragment = copySelection();
  if (fragment === undefined) return undefined;
  copied = writeFragment(fragment);
  pastes = 0;
  if (how === 'cut') {
    deleteSelection();
    pastes = -1;
  }
  return copied;
}

/** Adds the nodes in a clipboard's text; false when it holds something else. */
export function pasteNodes(text: string): boolean {
  const fragment = readFragment(text);
  if (fragment === undefined) return false;
  pastes = text === pasted || pastes < 0 ? pastes + 1 : 1;
  pasted = text;
  // Nodes of somebody else's make the flow theirs as far as trust goes.
  if (text !== copied) setOrigin('foreign');
  insert(fragment, { x: pastes * pasteStep, y: pastes * pasteStep });
  return true;
}

/** Copies the selected nodes where no key was pressed for it. */
export function copyNodes(): void {
  writeClipboard(takeSelection('copy'));
}

/** Cuts the selected nodes where no key was pressed for it. */
export function cutNodes(): void {
  writeClipboard(takeSelection('cut'));
}

/** Pastes nodes where no key was pressed for it; the browser may ask whether it is allowed, and may say no. */
export function pasteFromClipboard(): void {
  navigator.clipboard.readText().then(pasteNodes, () => undefined);
}

function writeClipboard(text: string | undefined): void {
  if (text !== undefined) navigator.clipboard.writeText(text).catch(() => undefined);
}
