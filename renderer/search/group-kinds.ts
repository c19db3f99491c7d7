import type { KindCategory, KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { rankKinds } from './score-kind.ts';

/** The kinds of one family. */
export interface KindGroup {
  readonly family: KindCategory;
  readonly kinds: readonly KindDescriptor[];
}

const order: readonly KindCategory[] = ['models', 'agents', 'tools', 'flow', 'text', 'io'];

/** Kinds by family, those only that match the query; with a query the best match stands first. */
export function groupKinds(kinds: readonly KindDescriptor[], query: string): readonly KindGroup[] {
  const ranked = rankKinds(kinds, query).map(({ thing }) => thing);
  const groups = order
    .map((family) => ({ family, kinds: ranked.filter((kind) => kind.category === family) }))
    .filter((group) => group.kinds.length > 0);
  const best = ranked[0];
  if (query.trim() === '' || best === undefined) return groups;
  return groups.sort((a, b) => Number(b.kinds.includes(best)) - Number(a.kinds.includes(best)));
}
