import { placeholderKind } from '../../core/model/placeholder.ts';
import type { KindCategory, KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { findsBySynonym } from './kind-synonyms.ts';

/** Families as the palette shows them. */
type PaletteFamily = KindCategory;
/** The kinds of one family. */
export interface KindGroup {
  readonly family: PaletteFamily;
  readonly kinds: readonly KindDescriptor[];
}

const order: readonly PaletteFamily[] = ['models', 'agents', 'tools', 'flow', 'text', 'io'];

/** Kinds by family, those only that match the query; with a query the best match stands first. */
export function groupKinds(
  kinds: readonly KindDescriptor[],
  query: string,
  words: (english: string) => string,
): readonly KindGroup[] {
  const wanted = query.trim().toLowerCase();
  const scored = kinds
    // A placeholder comes with an import; nobody would draw one.
    .filter(({ kind }) => kind !== placeholderKind)
    .map((kind) => ({ kind, score: score(kind, wanted, words) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score);
  const groups = order
    .map((family) => ({
      family,
      kinds: scored.filter(({ kind }) => kind.category === family).map(({ kind }) => kind),
    }))
    .filter((group) => group.kinds.length > 0);
  const best = scored[0]?.kind;
  if (wanted === '' || best === undefined) return groups;
  return groups.sort((a, b) => Number(b.kinds.includes(best)) - Number(a.kinds.includes(best)));
}

function score(kind: KindDescriptor, wanted: string, words: (english: string) => string): number {
  if (wanted === '') return 1;
  const titles = [kind.title, words(kind.title)].map((title) => title.toLowerCase());
  if (titles.some((title) => title.startsWith(wanted))) return 5;
  if (titles.some((title) => title.includes(wanted))) return 4;
  if (kind.kind.toLowerCase().includes(wanted)) return 3;
  if (findsBySynonym(kind.kind, wanted)) return 2;
  const descriptions = [kind.description, words(kind.description)];
  return descriptions.some((text) => text.toLowerCase().includes(wanted)) ? 1 : 0;
}
