import { readFileSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle, Screen } from 'electron';
import { z } from 'zod';

const storedState = z.object({
  bounds: z.object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().min(400),
    height: z.number().int().min(300),
  }),
  maximized: z.boolean(),
});

/** Where a window stood last; `bounds` is undefined at the first start and when its screen is gone. */
export interface WindowState {
  readonly bounds: Rectangle | undefined;
  readonly maximized: boolean;
}

export function readWindowState(path: string, screen: Screen): WindowState {
  try {
    const { bounds, maximized } = storedState.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { bounds: isVisible(bounds, screen) ? bounds : undefined, maximized };
  } catch {
    // Missing or damaged: the default place will do.
    return { bounds: undefined, maximized: false };
  }
}

/** Writes the window's place when it closes; at once, because the process may end right after. */
export function keepWindowState(path: string, window: BrowserWindow): void {
  window.on('closed', () => {
    if (last === undefined) return;
    try {
      writeFileSync(path, JSON.stringify(last));
    } catch (error) {
      console.error('Cannot keep the place of the window:', error);
    }
  });
  let last: WindowState | undefined;
  const remember = (): void => {
    last = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  };
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
  window.on('close', remember);
}

function isVisible(bounds: Rectangle, screen: Screen): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const reachableWidth =
    Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  return (
    reachableWidth >= 100 &&
    bounds.y >= workArea.y - 10 &&
    bounds.y < workArea.y + workArea.height - 50
  );
}
