import type { QuickFix } from './quick-fix.ts';

/** Every place that the words of some fix have. */
const noValues = { key: '', to: '', label: '', from: '', port: '', title: '', version: '' };

/** What fills the places in a fix's words; the label of a field or a port is English that a kind brought. */
export function fillFixValues(
  { values }: Pick<QuickFix, 'values'>,
  words: (english: string) => string,
): typeof noValues {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? words(value) : String(value),
  ]);
  return { ...noValues, ...(Object.fromEntries(said) as Partial<typeof noValues>) };
}
