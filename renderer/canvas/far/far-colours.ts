/** The colours of the far picture, as the theme has them just now. */
export interface FarColours {
  readonly canvas: string;
  readonly dot: string;
  readonly panel: string;
  readonly border: string;
  readonly text: string;
  readonly faint: string;
  readonly accent: string;
  readonly wire: string;
  readonly wireTool: string;
  readonly wireLit: string;
  readonly wireFlowing: string;
  readonly wireError: string;
  readonly running: string;
  readonly runningHalo: string;
  readonly done: string;
  readonly failed: string;
  readonly waiting: string;
  readonly note: string;
  readonly noteBorder: string;
  readonly mapNode: string;
  readonly mapSheet: string;
  readonly mapDone: string;
  readonly mapMask: string;
  /** What all text is written in. */
  readonly font: string;
  family(category: string): FamilyColours;
  /** Any colour of the page's own, such as `var(--accent)`, as a drawing takes it. */
  resolve(colour: string): string;
}

/** A family of kinds: its colour, that of a node too small for more than a patch, and the grounds of its frames. */
export interface FamilyColours {
  readonly plain: string;
  readonly patch: string;
  readonly ground: string;
  readonly border: string;
}

const mix = (colour: string, share: number, other: string): string =>
  `color-mix(in srgb, var(--${colour}) ${share}%, ${other})`;

/** Reads the theme's colours off an element of the page: a drawing knows no custom properties. */
export function readColours(probe: HTMLElement): FarColours {
  const style = getComputedStyle(probe);
  const known = new Map<string, string>();
  const resolve = (colour: string): string => {
    const before = known.get(colour);
    if (before !== undefined) return before;
    probe.style.color = colour;
    const read = style.color;
    probe.style.color = '';
    known.set(colour, read);
    return read;
  };
  const plain = (name: string): string => resolve(`var(--${name})`);
  const families = new Map<string, FamilyColours>();
  const family = (category: string): FamilyColours => {
    const before = families.get(category);
    if (before !== undefined) return before;
    const name = `family-${category}`;
    const made = {
      plain: plain(name),
      patch: resolve(mix(name, 62, 'var(--panel)')),
      ground: resolve(mix(name, 5, 'transparent')),
      border: resolve(mix(name, 45, 'var(--line-strong)')),
    };
    families.set(category, made);
    return made;
  };
  return {
    canvas: plain('canvas'),
    dot: plain('canvas-dot'),
    panel: plain('panel'),
    border: plain('line-strong'),
    text: plain('text'),
    faint: resolve(mix('faint', 45, 'transparent')),
    accent: plain('accent'),
    wire: resolve(mix('faint', 80, 'transparent')),
    wireTool: resolve(mix('family-tools', 70, 'transparent')),
    wireLit: resolve(mix('state-running', 60, 'var(--faint)')),
    wireFlowing: plain('state-running'),
    wireError: resolve(mix('state-failed', 70, 'var(--faint)')),
    running: plain('state-running'),
    runningHalo: resolve(mix('state-running', 26, 'transparent')),
    done: plain('state-done'),
    failed: plain('state-failed'),
    waiting: plain('state-waiting'),
    note: resolve(mix('family-flow', 10, 'var(--panel)')),
    noteBorder: resolve(mix('family-flow', 35, 'var(--line-strong)')),
    mapNode: plain('line-strong'),
    mapSheet: resolve(mix('line-strong', 35, 'transparent')),
    mapDone: resolve(mix('state-done', 55, 'var(--line-strong)')),
    mapMask: resolve(mix('canvas', 60, 'transparent')),
    font: style.fontFamily,
    family,
    resolve,
  };
}
