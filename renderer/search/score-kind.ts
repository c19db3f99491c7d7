import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { placeholderKind } from '../../core/model/placeholder.ts';
import { kinds as chinese } from '../i18n/zh-CN/kinds.ts';
import { kindSynonyms } from './kind-synonyms.ts';
import { rankThings, scoreThing } from './score-text.ts';
import type { SearchWords } from './score-text.ts';

const known = new WeakMap<KindDescriptor, readonly SearchWords[]>();

/** What a kind is found by, in both languages, whichever the interface speaks. */
function wordsOf(kind: KindDescriptor): readonly SearchWords[] {
  const found = known.get(kind) ?? [
    { text: kind.title, weight: 1 },
    { text: chinese[kind.title] ?? '', weight: 1 },
    { text: kind.kind, weight: 0.8 },
    ...kindSynonyms(kind.kind).map((text) => ({ text, weight: 0.7, isProse: true })),
    { text: kind.description, weight: 0.3, isProse: true },
    { text: chinese[kind.description] ?? '', weight: 0.3, isProse: true },
  ];
  known.set(kind, found);
  return found;
}

/** How well a kind matches a query, from 0 to 1. A placeholder never does: it comes with an import, nobody would draw one. */
function scoreKind(kind: KindDescriptor, query: string): number {
  return kind.kind === placeholderKind ? 0 : scoreThing(query, wordsOf(kind));
}

/** The kinds that match a query, best first. */
export function rankKinds(
  kinds: readonly KindDescriptor[],
  query: string,
): readonly { readonly thing: KindDescriptor; readonly score: number }[] {
  return rankThings(kinds, (kind) => scoreKind(kind, query));
}
