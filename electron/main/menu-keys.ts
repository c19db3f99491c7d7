import type { MenuItemConstructorOptions } from 'electron';

/** What Electron calls keys that the page names otherwise. */
const names: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  Meta: 'Super',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
};

/**
 * A command's keys, such as `Mod+Shift+S`, as its menu item shows them. Keys that write text are shown only: the page
 * takes them where no text is typed. A Mac's menu would take every key it shows, so there these are left out, as are
 * keys everywhere that Electron has no name for.
 */
export function menuKeys(
  chord: string | undefined,
  platform: NodeJS.Platform,
): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> {
  if (chord === undefined || !/^[\x21-\x7e]+$/.test(chord)) return {};
  const parts = chord.split(/\+(?!$)/);
  const accelerator = parts.map((part) => names[part] ?? part).join('+');
  const isHeld = parts.some((part) => ['Mod', 'Ctrl', 'Alt', 'Meta'].includes(part));
  if (isHeld || /^F\d/.test(parts.at(-1) ?? '')) return { accelerator };
  return platform === 'darwin' ? {} : { accelerator, registerAccelerator: false };
}
