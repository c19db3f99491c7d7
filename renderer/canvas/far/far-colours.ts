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

const plain = {
  canvas: 'var(--canvas)',
  dot: 'var(--canvas-dot)',
  panel: 'var(--panel)',
  border: 'var(--line-strong)',
  text: 'var(--text)',
  faint: mix('faint', 45, 'transparent'),
  accent: 'var(--accent)',
  wire: mix('faint', 80, 'transparent'),
  wireTool: mix('family-tools', 70, 'transparent'),
  wireLit: mix('state-running', 60, 'var(--faint)'),
  wireFlowing: 'var(--state-running)',
  wireError: mix('state-failed', 70, 'var(--faint)'),
  running: 'var(--state-running)',
  runningHalo: mix('state-running', 26, 'transparent'),
  done: 'var(--state-done)',
  failed: 'var(--state-failed)',
  waiting: 'var(--state-waiting)',
  note: mix('family-flow', 10, 'var(--panel)'),
  noteBorder: mix('family-flow', 35, 'var(--line-strong)'),
  mapNode: mix('faint', 70, 'var(--line-strong)'),
  mapSheet: mix('line-strong', 35, 'transparent'),
  mapDone: mix('state-done', 55, 'var(--line-strong)'),
  mapMask: mix('canvas', 60, 'transparent'),
} as const;

const categories = ['models', 'agents', 'tools', 'flow', 'text', 'io'] as const;

/** Reads the theme's colours off the page: a drawing knows no custom properties. One pass, as each look at a style costs. */
export function readColours(): FarColours {
  const read = readAll([...Object.values(plain), ...categories.flatMap(familyParts)]);
  const resolve = (colour: string): string => {
    const known = read.get(colour) ?? readAll([colour]).get(colour) ?? colour;
    read.set(colour, known);
    return known;
  };
  const families = new Map<string, FamilyColours>(
    categories.map((category) => {
      const [own = '', patch = '', ground = '', border = ''] = familyParts(category).map(resolve);
      return [category, { plain: own, patch, ground, border }] as const;
    }),
  );
  const [other] = [...families.values()].slice(-1);
  const named = Object.entries(plain).map(([name, colour]) => [name, resolve(colour)]);
  return {
    ...(Object.fromEntries(named) as Record<keyof typeof plain, string>),
    font: getComputedStyle(document.body).fontFamily,
    family: (category) => families.get(category) ?? other ?? noFamily,
    resolve,
  };
}

const noFamily: FamilyColours = { plain: '', patch: '', ground: '', border: '' };

function familyParts(category: string): readonly string[] {
  const name = `family-${category}`;
  return [
    `var(--${name})`,
    mix(name, 62, 'var(--panel)'),
    mix(name, 5, 'transparent'),
    mix(name, 45, 'var(--line-strong)'),
  ];
}

function readAll(colours: readonly string[]): Map<string, string> {
  const probe = document.createElement('div');
  probe.hidden = true;
  for (const colour of colours) {
    const patch = document.createElement('span');
    patch.style.color = colour;
    probe.append(patch);
  }
  document.body.append(probe);
  const read = Array.from(probe.children, (patch) => getComputedStyle(patch).color);
  probe.remove();
  return new Map(colours.map((colour, at) => [colour, read[at] ?? colour]));
}
