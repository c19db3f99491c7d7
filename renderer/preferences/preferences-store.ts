import * as z from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import { pseudoLanguage } from '../i18n/pseudo-locale.ts';
import { setLanguage } from '../i18n/set-up-i18n.ts';
import type { Language } from '../i18n/set-up-i18n.ts';

export type Theme = 'light' | 'dark' | 'system';

interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  /** Whether the model traffic of runs is kept, so that it can be saved afterwards. */
  readonly recordTraffic: boolean;
  /** Families whose kinds the palette does not show until they are unfolded or looked for. */
  readonly foldedFamilies: readonly KindCategory[];
}

function preferredLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

const families = ['models', 'agents', 'tools', 'flow', 'io', 'text'] as const;

/** What each preference may be. */
const shapes: { readonly [Key in keyof Preferences]: z.ZodType<Preferences[Key]> } = {
  theme: z.enum(['light', 'dark', 'system']),
  language: z.enum(['en', 'zh-CN', pseudoLanguage]),
  recordTraffic: z.boolean(),
  foldedFamilies: z.array(z.enum(families)),
};

/** The stored preferences that make sense; whatever else stands there is left out. */
export function readPreferences(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {};
  const sound = Object.entries(shapes).flatMap(([key, shape]) => {
    const { success, data } = shape.safeParse((stored as Readonly<Record<string, unknown>>)[key]);
    return success ? [[key, data] as const] : [];
  });
  return Object.fromEntries(sound);
}

/** What the person chose for this computer; kept in localStorage. */
export const usePreferences = create<Preferences>()(
  persist(
    (): Preferences => ({
      theme: 'system',
      language: preferredLanguage(),
      recordTraffic: true,
      foldedFamilies: [],
    }),
    {
      name: 'millrace.preferences',
      version: 1,
      merge: (stored, own) => ({ ...own, ...readPreferences(stored) }),
    },
  ),
);

/** Puts the chosen theme and language on the page, now and whenever they change. */
export function applyPreferences(): void {
  const show = ({ theme }: Preferences): void => {
    document.documentElement.dataset['theme'] = theme;
  };
  show(usePreferences.getState());
  usePreferences.subscribe((now, before) => {
    show(now);
    if (now.language !== before.language) setLanguage(now.language);
  });
}

export function chooseTheme(theme: Theme): void {
  usePreferences.setState({ theme });
}

export function chooseLanguage(language: Language): void {
  usePreferences.setState({ language });
}

export function chooseRecordTraffic(recordTraffic: boolean): void {
  usePreferences.setState({ recordTraffic });
}

/** Folds a family of the palette, or unfolds it. */
export function togglePaletteGroup(family: KindCategory): void {
  usePreferences.setState(({ foldedFamilies }) => ({
    foldedFamilies: foldedFamilies.includes(family)
      ? foldedFamilies.filter((other) => other !== family)
      : [...foldedFamilies, family],
  }));
}

/** Switches between light and dark, away from what is shown now. */
export function toggleTheme(): void {
  const { theme } = usePreferences.getState();
  const dark =
    theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  chooseTheme(dark ? 'light' : 'dark');
}
