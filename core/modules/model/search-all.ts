import type { FoundPassage } from '../../contracts/document-indexes.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { toPassageValue, type PassageValue } from './passages.ts';
import { spaceOf, type RetrieverSettings } from './retriever-settings.ts';

/** How much the first places of a list count over later ones, as in the index. */
const rankConstant = 60;

/** The best passages for a question, or for all its wordings together: then by reciprocal ranks. */
export async function searchAll(
  own: RetrieverSettings,
  collection: string,
  questions: readonly string[],
  context: ModuleContext,
): Promise<readonly PassageValue[]> {
  const vectors = await embedQuestions(own, questions, context);
  const lists: (readonly FoundPassage[])[] = [];
  for (const [index, question] of questions.entries()) {
    const vector = vectors[index];
    lists.push(
      await context.documents.search({
        collection,
        ...(own.search === 'vector' ? {} : { text: question }),
        ...(vector === undefined ? {} : { near: { space: spaceOf(own), vector } }),
        limit: own.limit,
        signal: context.signal,
      }),
    );
  }
  const [only = [], ...others] = lists;
  const found = others.length === 0 ? only : fuse(lists);
  return found.slice(0, own.limit).map(toPassageValue);
}

async function embedQuestions(
  { search, connection, model, dimensions }: RetrieverSettings,
  texts: readonly string[],
  context: ModuleContext,
): Promise<readonly Float32Array[]> {
  if (search === 'text') return [];
  const request = { model, texts, ...(dimensions === null ? {} : { dimensions }) };
  const embedder = context.openEmbedder(connection);
  const { vectors, usage } = await embedder.embed(request, context.signal);
  if (usage !== undefined) context.stream.usage(usage);
  return vectors;
}

function fuse(lists: readonly (readonly FoundPassage[])[]): readonly FoundPassage[] {
  const all = new Map<string, FoundPassage>();
  for (const list of lists) {
    for (const [index, passage] of list.entries()) {
      const key = JSON.stringify([passage.source, passage.number]);
      const score = (all.get(key)?.score ?? 0) + 1 / (rankConstant + index + 1);
      all.set(key, { ...passage, score });
    }
  }
  return Array.from(all.values()).toSorted((a, b) => b.score - a.score);
}
