import type { QuickFix } from './quick-fix.ts';

/** Every place that the words of some fix have. */
const noValues = { key: '', to: '', label: '', from: '', port: '', title: '', version: '' };

/** Labels of fields and ports are English that a kind brought; titles are the person's own. */
const fromKinds: ReadonlySet<string> = new Set(['key', 'port']);

/** What fills the places in a fix's words. */
export function fillFixValues(
  { values }: Pick<QuickFix, 'values'>,
  words: (english: string) => string,
): typeof noValues {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && fromKinds.has(name) ? words(value) : String(value),
  ]);
  return { ...noValues, ...(Object.fromEntries(said) as Partial<typeof noValues>) };
}
