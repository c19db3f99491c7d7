import type { UnembeddedPassage } from '../../contracts/document-indexes.ts';
import { MillraceError } from '../../shared/errors.ts';
import { toIndexError, type IndexDatabase } from './index-database.ts';
import { wholeText } from './refresh-collection.ts';

/** As DocumentIndexes.listUnembedded. */
export function listUnembedded(
  database: IndexDatabase,
  asked: { readonly collection: string; readonly space: string; readonly limit: number },
): readonly UnembeddedPassage[] {
  const rows = database
    .prepare(
      `SELECT passage.key, heading, text FROM passage
       JOIN document ON document.id = passage.document
       WHERE collection = :collection AND NOT EXISTS
         (SELECT 1 FROM vector WHERE space = :space AND vector.key = passage.key)
       GROUP BY passage.key ORDER BY min(passage.id) LIMIT :limit`,
    )
    .all(asked) as { readonly key: string; readonly heading: string; readonly text: string }[];
  return rows.map(({ key, ...passage }) => ({ key, text: wholeText(passage) }));
}

/** As DocumentIndexes.addVectors. Vectors are kept with the length 1, so that a product is a cosine. */
export function addVectors(
  database: IndexDatabase,
  space: string,
  vectors: ReadonlyMap<string, Float32Array>,
): void {
  const insert = database.prepare(
    'INSERT INTO vector (space, key, value) VALUES (?, ?, ?) ON CONFLICT (space, key) DO UPDATE SET value = excluded.value',
  );
  try {
    database
      .transaction(() => {
        for (const [key, vector] of vectors) {
          const { buffer, byteOffset, byteLength } = toUnit(vector);
          insert.run(space, key, Buffer.from(buffer, byteOffset, byteLength));
        }
      })
      .immediate();
  } catch (error) {
    throw toIndexError(error);
  }
}

/** The same direction with the length 1; a vector of zeros stays one. */
function toUnit(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The passages of a collection that are nearest to a vector, the best first, with their cosines. */
export function findNearest(
  database: IndexDatabase,
  collection: string,
  near: { readonly space: string; readonly vector: Float32Array },
  limit: number,
): readonly { readonly id: number; readonly cosine: number }[] {
  const wanted = toUnit(near.vector);
  const rows = database
    .prepare(
      `SELECT passage.id, value FROM passage
       JOIN document ON document.id = passage.document
       JOIN vector ON vector.key = passage.key AND vector.space = ?
       WHERE collection = ?`,
    )
    .raw()
    .iterate(near.space, collection) as IterableIterator<[number, Buffer]>;
  const best: { id: number; cosine: number }[] = [];
  for (const [id, value] of rows) {
    const cosine = multiply(wanted, value);
    const last = best.at(-1);
    if (best.length >= limit && last !== undefined && cosine <= last.cosine) continue;
    const place = best.findIndex((each) => each.cosine < cosine);
    best.splice(place === -1 ? best.length : place, 0, { id, cosine });
    if (best.length > limit) best.pop();
  }
  return best;
}

function multiply(wanted: Float32Array, value: Buffer): number {
  if (value.byteLength !== wanted.byteLength) {
    throw new MillraceError('index_failed', 'The vectors of the index have another length.', {
      action: 'Check the embedding model and its dimensions.',
    });
  }
  // A view needs a place that is divisible by four, which SQLite's bytes need not have.
  const isAligned = value.byteOffset % 4 === 0;
  const kept = isAligned
    ? new Float32Array(value.buffer, value.byteOffset, wanted.length)
    : new Float32Array(Uint8Array.from(value).buffer);
  let sum = 0;
  for (let index = 0; index < wanted.length; index += 1) {
    sum += (wanted[index] as number) * (kept[index] as number);
  }
  return sum;
}
