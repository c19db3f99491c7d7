/** What is read of a pressed key. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Keys that only hold others down, or that the input method has taken. */
const silent: ReadonlySet<string> = new Set(
  'Control Shift Alt Meta AltGraph CapsLock NumLock Dead Process Unidentified Compose'.split(' '),
);

/** Keys whose name is longer than one sign. */
const namedKey =
  /^(Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(Up|Down|Left|Right)|F([1-9]|1\d|2[0-4]))$/;

const oneSign = /^.$/u;

const modifiers = ['Mod', 'Ctrl', 'Meta', 'Alt', 'Shift'] as const;

/**
 * The keys that are pressed, such as `Mod+Shift+Z`; undefined while only Ctrl, Shift and the like are down. `Mod` is
 * Ctrl, or ⌘ on a Mac, where `Ctrl` is the key of that name. A sign that needs Shift, such as `?`, stands without it.
 */
export function readChord(press: KeyPress, isMac: boolean): string | undefined {
  const key = keyName(press, isMac);
  if (key === undefined) return undefined;
  const [main, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  const parts = [
    ...(main ? ['Mod'] : []),
    ...(other ? [isMac ? 'Ctrl' : 'Meta'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey && keepsShift(key) ? ['Shift'] : []),
    key,
  ];
  return parts.join('+');
}

/** Keys in the one way to write them, from text that may come from anywhere; undefined when it names no keys. */
export function normaliseChord(text: string): string | undefined {
  const parts = splitChord(text.trim());
  const last = parts.at(-1) ?? '';
  const key = oneSign.test(last) ? last.toUpperCase() : last;
  const held = parts.slice(0, -1);
  if (!namedKey.test(key) && (!oneSign.test(key) || key.trim() === '')) return undefined;
  if (held.some((part) => !modifiers.some((known) => known === part))) return undefined;
  if (new Set(held).size < held.length) return undefined;
  const kept = modifiers.filter(
    (known) => held.includes(known) && (known !== 'Shift' || keepsShift(key)),
  );
  return [...kept, key].join('+');
}

/** The keys of a chord, the held ones first: `Mod++` is `Mod` and `+`. */
export function splitChord(chord: string): readonly string[] {
  return chord.split(/\+(?!$)/);
}

/** Whether the keys would write into a text field instead of doing something. */
export function typesText(chord: string): boolean {
  const parts = splitChord(chord);
  if (parts.some((part) => part === 'Mod' || part === 'Ctrl' || part === 'Alt' || part === 'Meta'))
    return false;
  return !/^F\d/.test(parts.at(-1) ?? '');
}

/** Keys that walk through the window and press its buttons, close what is open, or belong to the clipboard. */
const reserved: ReadonlySet<string> = new Set(
  'Escape Enter Space Shift+Tab ArrowUp ArrowDown ArrowLeft ArrowRight Shift+ArrowUp Shift+ArrowDown Shift+ArrowLeft Shift+ArrowRight Shift+Enter Mod+C Mod+X Mod+V'.split(
    ' ',
  ),
);

/** Whether nobody may give these keys to a command: the window would no longer be usable by keys. */
export function isReserved(chord: string): boolean {
  return reserved.has(chord);
}

function keyName({ key, code, altKey }: KeyPress, isMac: boolean): string | undefined {
  if (silent.has(key)) return undefined;
  if (key === ' ') return 'Space';
  if (!oneSign.test(key)) return namedKey.test(key) ? key : undefined;
  // Alt writes other signs on a Mac, and other scripts have no Latin letters: then the key's place counts.
  const placed = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  const byPlace = placed?.[1] ?? placed?.[2];
  const isForeign = (isMac && altKey) || (/\P{ASCII}/u.test(key) && /\p{L}/u.test(key));
  return isForeign && byPlace !== undefined ? byPlace : key.toUpperCase();
}

/** Letters, digits and named keys differ with Shift; another sign is what it is. */
function keepsShift(key: string): boolean {
  return !oneSign.test(key) || /[\p{L}\d]/u.test(key);
}
