import { getHost } from '../host/host.ts';
import { splitChord } from './chord.ts';

const signs: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Enter: '⏎',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

const macSigns: Readonly<Record<string, string>> = {
  ...signs,
  Mod: '⌘',
  Ctrl: '⌃',
  Shift: '⇧',
  Alt: '⌥',
};

/** Whether the keyboard is a Mac's. */
export function isMac(): boolean {
  return getHost().info.platform === 'mac';
}

/** Keys such as `Mod+Shift+S`, each as this computer's keyboard names it: `Ctrl`, `Shift`, `S`, on a Mac `⌘`, `⇧`, `S`. */
export function keyCaps(keys: string): readonly string[] {
  const known = isMac() ? macSigns : signs;
  return splitChord(keys).map((key) => known[key] ?? key);
}

/** The same in one word: `Ctrl Shift S`, on a Mac `⌘⇧S`. */
export function showKeys(keys: string): string {
  return keyCaps(keys).join(isMac() ? '' : ' ');
}
