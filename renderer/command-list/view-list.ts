import { canvasView } from '../screen/canvas-view.ts';
import { chooseLanguage, toggleTheme } from '../preferences/preferences-store.ts';
import type { Command } from '../commands/command.ts';

/** How the canvas and the window look. */
export const viewCommands: readonly Command[] = [
  { id: 'view.fit', title: 'fit', group: 'view', keys: ['1'], run: () => canvasView()?.fit() },
  {
    id: 'view.zoom-100',
    title: 'zoom100',
    group: 'view',
    keys: ['0'],
    run: () => canvasView()?.resetZoom(),
  },
  {
    id: 'view.zoom-in',
    title: 'zoomIn',
    group: 'view',
    keys: ['+', '='],
    run: () => canvasView()?.zoomBy('in'),
  },
  {
    id: 'view.zoom-out',
    title: 'zoomOut',
    group: 'view',
    keys: ['-'],
    run: () => canvasView()?.zoomBy('out'),
  },
  { id: 'view.theme', title: 'toggleTheme', group: 'view', run: toggleTheme },
  {
    id: 'view.english',
    title: 'speakEnglish',
    group: 'view',
    run: () => chooseLanguage('en'),
  },
  {
    id: 'view.chinese',
    title: 'speakChinese',
    group: 'view',
    run: () => chooseLanguage('zh-CN'),
  },
];
