import type { shell } from '../i18n/en/shell.ts';

/** Keys of words that stand alone, without values to fill in. */
type ShellKey = {
  [Key in keyof typeof shell]: (typeof shell)[Key] extends `${string}{{${string}` ? never : Key;
}[keyof typeof shell];

interface ListedShortcut {
  readonly label: ShellKey;
  /** Ways to press it, such as `Ctrl+Shift+Z`. */
  readonly keys: readonly string[];
}

/** All keys, as the sheet shows them. */
export const shortcutGroups: readonly {
  readonly id: ShellKey;
  readonly shortcuts: readonly ListedShortcut[];
}[] = [
  {
    id: 'keysRun',
    shortcuts: [
      { label: 'run', keys: ['Ctrl+Enter'] },
      { label: 'stop', keys: ['Esc'] },
      { label: 'saveTraffic', keys: ['Ctrl+Shift+L'] },
      { label: 'replayTraffic', keys: ['Ctrl+Shift+Enter'] },
    ],
  },
  {
    id: 'keysEdit',
    shortcuts: [
      { label: 'undo', keys: ['Ctrl+Z'] },
      { label: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
      { label: 'copy', keys: ['Ctrl+C'] },
      { label: 'cut', keys: ['Ctrl+X'] },
      { label: 'paste', keys: ['Ctrl+V'] },
      { label: 'duplicate', keys: ['Ctrl+D'] },
      { label: 'makeSubFlow', keys: ['Ctrl+G'] },
      { label: 'rename', keys: ['F2'] },
      { label: 'disable', keys: ['M'] },
      { label: 'delete', keys: ['Del', '⌫'] },
    ],
  },
  {
    id: 'keysFile',
    shortcuts: [
      { label: 'new', keys: ['Ctrl+N'] },
      { label: 'open', keys: ['Ctrl+O'] },
      { label: 'save', keys: ['Ctrl+S'] },
      { label: 'saveAs', keys: ['Ctrl+Shift+S'] },
    ],
  },
  {
    id: 'keysCanvas',
    shortcuts: [
      { label: 'findModule', keys: ['Tab'] },
      { label: 'selectAll', keys: ['Ctrl+A'] },
      { label: 'selectBox', keys: ['Shift+↖'] },
      { label: 'selectMore', keys: ['Ctrl+↖'] },
      { label: 'nudge', keys: ['←', '↑', '→', '↓'] },
      { label: 'pan', keys: ['Space+↖'] },
      { label: 'fit', keys: ['1'] },
      { label: 'zoom100', keys: ['0'] },
      { label: 'shortcuts', keys: ['?'] },
    ],
  },
];
