import type { SourceText } from './map-text.ts';
import type { MappedPart, NodeMapping } from './node-mapping.ts';

interface RetrieverOptions {
  /** Where its knowledge is stored, such as `Dify`. */
  readonly builder: string;
  /** How many passages it gives on. */
  readonly limit: number | undefined;
  /** What is looked for; nothing where a wire brings it. */
  readonly question: SourceText;
  readonly key?: string;
}

/** Adds a search in documents; the documents themselves stay with the other program. */
export function addRetriever(
  mapping: NodeMapping,
  { builder, limit, question, key = '' }: RetrieverOptions,
): MappedPart {
  const part = mapping.add(
    'retriever',
    {
      search: 'text',
      ...(limit === undefined ? {} : { limit: Math.min(200, Math.max(1, Math.round(limit))) }),
    },
    key === '' ? {} : { key, title: `${mapping.node.title}: ${key}`, offset: [-60, 190] },
  );
  if (!mapping.feed(part, 'question', question, 'question')) mapping.accept('', part, 'question');
  mapping.note('knowledge_lost', { builder });
  return part;
}
