import { getHost } from '../host/host.ts';

const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** Keys such as `Ctrl+Shift+S` as this computer's keyboard names them: `Ctrl Shift S`, on a Mac `⌘⇧S`. */
export function showKeys(keys: string): string {
  const parts = keys.split('+').map((key) => (key === 'Enter' ? '⏎' : key));
  if (getHost().info.platform !== 'mac') return parts.join(' ');
  return parts.map((key) => macSigns[key] ?? key).join('');
}
