import type { FoundPassage, PassageQuery } from '../../contracts/document-indexes.ts';
import type { JsonObject } from '../../shared/json.ts';
import { toIndexError, type IndexDatabase } from './index-database.ts';
import { toMatch } from './index-words.ts';
import { findNearest } from './vectors.ts';

/** How much the first places of a list count over later ones, as in the paper of 2009 on reciprocal rank fusion. */
const rankConstant = 60;

interface Candidate {
  readonly id: number;
  score: number;
  details: JsonObject;
}

/** As DocumentIndexes.search. */
export function searchPassages(
  database: IndexDatabase,
  { collection, text, near, limit }: Omit<PassageQuery, 'signal'>,
): readonly FoundPassage[] {
  try {
    // What only one search ranks high must be seen by both.
    const depth = text === undefined || near === undefined ? limit : Math.max(4 * limit, 50);
    const byText = text === undefined ? [] : findByText(database, collection, text, depth);
    const byVector =
      near === undefined
        ? []
        : findNearest(database, collection, near, depth).map(({ id, cosine }): Candidate => ({
            id,
            score: cosine,
            details: { cosine },
          }));
    const found =
      text !== undefined && near !== undefined ? fuse(byText, byVector) : [...byText, ...byVector];
    return found.slice(0, limit).map((candidate) => describe(database, candidate));
  } catch (error) {
    throw toIndexError(error);
  }
}

function findByText(
  database: IndexDatabase,
  collection: string,
  text: string,
  limit: number,
): readonly Candidate[] {
  const match = toMatch(collection, text);
  if (match === undefined) return [];
  const rows = database
    .prepare(
      'SELECT rowid AS id, bm25(passage_words, 0.0, 1.0) AS rank FROM passage_words WHERE passage_words MATCH ? ORDER BY rank LIMIT ?',
    )
    .all(match, limit) as { readonly id: number; readonly rank: number }[];
  // SQLite's numbers are the better the lower they are.
  return rows.map(({ id, rank }) => ({ id, score: -rank, details: { bm25: -rank } }));
}

function fuse(byText: readonly Candidate[], byVector: readonly Candidate[]): readonly Candidate[] {
  const all = new Map<number, Candidate>();
  const add = (list: readonly Candidate[], name: 'textRank' | 'vectorRank'): void => {
    for (const [index, { id, details }] of list.entries()) {
      const known = all.get(id) ?? { id, score: 0, details: {} };
      known.score += 1 / (rankConstant + index + 1);
      known.details = { ...known.details, ...details, [name]: index + 1 };
      all.set(id, known);
    }
  };
  add(byText, 'textRank');
  add(byVector, 'vectorRank');
  return Array.from(all.values()).toSorted((a, b) => b.score - a.score);
}

function describe(database: IndexDatabase, { id, score, details }: Candidate): FoundPassage {
  const row = database
    .prepare(
      'SELECT passage.text, document.name AS source, heading, number FROM passage JOIN document ON document.id = passage.document WHERE passage.id = ?',
    )
    .get(id) as Omit<FoundPassage, 'score' | 'details'>;
  return { ...row, score, details };
}
