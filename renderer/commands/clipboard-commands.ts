import i18next from 'i18next';
import { maxDepth } from '../../core/model/flow-file.ts';
import { setOrigin } from '../document/trust-store.ts';
import { canvasView } from '../screen/canvas-view.ts';
import type { FlowFragment, Point } from '../document/flow-edits.ts';
import { copySelection, deleteSelection } from './edit-commands.ts';
import { insertNodes } from './insert-nodes.ts';
import { showToast } from '../ui/toast-store.ts';
import { readFragment, writeFragment } from './fragment-text.ts';

/** How far a pasted copy stands from the one before it, px. */
const pasteStep = 40;

let pastes = 0;
let pasted = '';
let copied = '';
/** Where the pointer was at the last paste, and how often it has not moved since. */
let lastPointer: Point | undefined;
let stacked = 0;

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

/** How nodes are pasted. */
interface PasteOptions {
  /** px from the window's top left corner; they go there if it is on the canvas, else beside their originals. */
  readonly pointer?: Point;
  /** What led to them leads to the copies, too. */
  readonly keepsWires?: boolean;
}

/** Adds the nodes in a clipboard's text, or of a whole flow file, or says why not; false when it holds something else. */
export function pasteNodes(text: string, { pointer, keepsWires }: PasteOptions = {}): boolean {
  const read = readFragment(text);
  if (read === undefined) return false;
  if (read.refusal !== undefined) {
    const words = { 'too-deep': 'pasteTooDeep', unreadable: 'pasteUnreadable' } as const;
    const why = i18next.t(words[read.refusal], { ns: 'canvas', levels: maxDepth });
    showToast({ tone: 'error', text: why });
    return true;
  }
  const { fragment } = read;
  pastes = text === pasted || pastes < 0 ? pastes + 1 : 1;
  pasted = text;
  // Nodes of somebody else's make the flow theirs as far as trust goes.
  if (text !== copied) setOrigin('foreign');
  stacked = pointer !== undefined && pointer === lastPointer ? stacked + 1 : 0;
  lastPointer = pointer;
  const corner = pointer && cornerAt(fragment, pointer);
  const steps = corner === undefined ? pastes : stacked;
  const { x, y } = corner ?? { x: 0, y: 0 };
  const offset = { x: x + steps * pasteStep, y: y + steps * pasteStep };
  insertNodes(fragment, {
    offset,
    landing: corner !== undefined,
    keepsWires: keepsWires === true,
  });
  return true;
}

// Where in the first node the pointer is: at its title.
const grip = { x: 60, y: 18 };

/** From where nodes were copied to the pointer; undefined when it is not on the canvas. */
function cornerAt({ layout }: FlowFragment, pointer: Point): Point | undefined {
  const under = document.elementFromPoint(pointer.x, pointer.y);
  const place = canvasView()?.fromWindow(pointer);
  const places = Object.values(layout);
  if (under?.closest('.react-flow') == null || place === undefined || places.length === 0)
    return undefined;
  const left = Math.min(...places.map(([x]) => x));
  const top = Math.min(...places.map(([, y]) => y));
  return { x: Math.round(place.x - grip.x - left), y: Math.round(place.y - grip.y - top) };
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
  navigator.clipboard.readText().then(
    (text) => pasteNodes(text),
    () => undefined,
  );
}

/** The same, with the wires that led to the copied nodes. */
export function pasteWired(): void {
  navigator.clipboard.readText().then(
    (text) => pasteNodes(text, { keepsWires: true }),
    () => undefined,
  );
}

function writeClipboard(text: string | undefined): void {
  if (text !== undefined) navigator.clipboard.writeText(text).catch(() => undefined);
}
