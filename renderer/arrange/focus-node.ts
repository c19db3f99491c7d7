import { canvasView } from '../screen/canvas-view.ts';

/** How many frames a node may take to be drawn once it has come into sight. */
const mostFrames = 12;

/** Brings a node into sight and gives it the keys, as soon as it is drawn. */
export function focusNode(nodeId: string): void {
  canvasView()?.reveal(nodeId);
  const attempt = (left: number): void => {
    const element = document.querySelector<HTMLElement>(
      `.react-flow__node[data-id="${CSS.escape(nodeId)}"]`,
    );
    if (element !== null) element.focus({ preventScroll: true });
    else if (left > 0) requestAnimationFrame(() => attempt(left - 1));
  };
  attempt(mostFrames);
}
