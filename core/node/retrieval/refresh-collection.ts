import { createHash } from 'node:crypto';
import type {
  Chunking,
  Collection,
  DocumentSource,
  SkippedDocument,
} from '../../contracts/document-indexes.ts';
import { MillraceError, cancelledCode } from '../../shared/errors.ts';
import { createFileAccess } from '../files/create-file-access.ts';
import {
  removeUnusedVectors,
  textsPrefix,
  toIndexError,
  today,
  type IndexDatabase,
} from './index-database.ts';
import { toIndexWords } from './index-words.ts';
import { listDocuments, unsupported } from './list-documents.ts';
import { readDocument } from './read-document.ts';
import { splitPassages, type Passage } from './split-passages.ts';

/** A document as far as it is known before it is read. */
interface PlannedDocument {
  readonly name: string;
  readonly stamp: string;
  read(): Promise<string>;
}

interface Plan {
  readonly id: string;
  readonly documents: readonly PlannedDocument[];
  readonly skipped: readonly SkippedDocument[];
  /** Whether one document that cannot be read is the whole source. */
  readonly isSingle: boolean;
}

interface StoredDocument {
  readonly id: number;
  readonly name: string;
  readonly stamp: string;
  readonly hash: string;
}

const mostBytes = 20 * 1024 * 1024;
const files = createFileAccess();

/** As DocumentIndexes.refresh. */
export async function refreshCollection(
  database: IndexDatabase,
  { source, chunking }: { readonly source: DocumentSource; readonly chunking: Chunking },
  signal: AbortSignal,
  progress: (done: number, of: number) => void,
): Promise<Collection> {
  try {
    stopIfCancelled(signal);
    const plan = await planDocuments(source, chunking, signal);
    return await new Refresh(database, plan, chunking).run(signal, progress);
  } catch (error) {
    stopIfCancelled(signal);
    throw toIndexError(error);
  }
}

class Refresh {
  readonly #database: IndexDatabase;
  readonly #plan: Plan;
  readonly #chunking: Chunking;
  readonly #skipped: SkippedDocument[];
  #changed = 0;

  constructor(database: IndexDatabase, plan: Plan, chunking: Chunking) {
    this.#database = database;
    this.#plan = plan;
    this.#chunking = chunking;
    this.#skipped = [...plan.skipped];
  }

  async run(
    signal: AbortSignal,
    progress: (done: number, of: number) => void,
  ): Promise<Collection> {
    const { id, documents } = this.#plan;
    this.#database
      .prepare(
        'INSERT INTO collection VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET used_day = excluded.used_day',
      )
      .run(id, today());
    const stored = new Map(this.#listStored().map((each) => [each.name, each]));
    for (const [index, document] of documents.entries()) {
      stopIfCancelled(signal);
      const known = stored.get(document.name);
      if (known?.stamp !== document.stamp) {
        const isKept = await this.#take(document, known);
        progress(index + 1, documents.length);
        if (!isKept) continue;
      }
      stored.delete(document.name);
    }
    const gone = Array.from(stored.values());
    this.#remove(gone);
    return {
      id,
      ...this.#count(),
      changed: this.#changed,
      removed: gone.length,
      skipped: this.#skipped,
    };
  }

  /** Reads one document; false when it cannot be taken, so that what was known of it goes. */
  async #take(document: PlannedDocument, known: StoredDocument | undefined): Promise<boolean> {
    let text: string;
    try {
      text = await document.read();
      if (text.startsWith('%PDF-')) throw unsupported(document.name, 'PDF files cannot be read');
    } catch (error) {
      if (this.#plan.isSingle || !(error instanceof MillraceError)) throw error;
      this.#skipped.push({ name: document.name, reason: error.message });
      return false;
    }
    const hash = hashOf(text);
    if (known?.hash === hash) {
      const touch = 'UPDATE document SET stamp = ? WHERE id = ?';
      this.#database.prepare(touch).run(document.stamp, known.id);
      return true;
    }
    const passages = splitPassages(readDocument(document.name, text), this.#chunking);
    this.#store(document, hash, passages);
    this.#changed += 1;
    return true;
  }

  /** A document is replaced at once, so that a search sees the old one or the new one. */
  #store({ name, stamp }: PlannedDocument, hash: string, passages: readonly Passage[]): void {
    const { id: collection } = this.#plan;
    const database = this.#database;
    const remove = database.prepare('DELETE FROM document WHERE collection = ? AND name = ?');
    const insert = database.prepare(
      'INSERT INTO document (collection, name, stamp, hash) VALUES (?, ?, ?, ?)',
    );
    const insertPassage = database.prepare(
      'INSERT INTO passage (document, number, heading, text, key) VALUES (?, ?, ?, ?, ?)',
    );
    const insertWords = database.prepare(
      'INSERT INTO passage_words (rowid, collection, words) VALUES (?, ?, ?)',
    );
    database
      .transaction(() => {
        remove.run(collection, name);
        const document = insert.run(collection, name, stamp, hash).lastInsertRowid;
        for (const [index, { heading, text }] of passages.entries()) {
          const whole = wholeText({ heading, text });
          const row = insertPassage.run(document, index + 1, heading, text, hashOf(whole));
          insertWords.run(row.lastInsertRowid, collection, toIndexWords(`${name}\n${whole}`));
        }
      })
      .immediate();
  }

  #remove(gone: readonly StoredDocument[]): void {
    if (gone.length === 0 && this.#changed === 0) return;
    const remove = this.#database.prepare('DELETE FROM document WHERE id = ?');
    this.#database
      .transaction(() => {
        for (const { id } of gone) remove.run(id);
        removeUnusedVectors(this.#database);
      })
      .immediate();
  }

  #listStored(): readonly StoredDocument[] {
    const list = this.#database.prepare('SELECT * FROM document WHERE collection = ?');
    return list.all(this.#plan.id) as StoredDocument[];
  }

  #count(): Pick<Collection, 'documents' | 'passages'> {
    return this.#database
      .prepare(
        'SELECT count(DISTINCT document.id) AS documents, count(passage.id) AS passages FROM document LEFT JOIN passage ON passage.document = document.id WHERE collection = ?',
      )
      .get(this.#plan.id) as Pick<Collection, 'documents' | 'passages'>;
  }
}

/** What is searched and embedded of a passage. */
export function wholeText({ heading, text }: Passage): string {
  return heading === '' ? text : `${heading}\n${text}`;
}

async function planDocuments(
  source: DocumentSource,
  chunking: Chunking,
  signal: AbortSignal,
): Promise<Plan> {
  if (source.kind === 'texts') return planTexts(source, chunking);
  const listing = await listDocuments(source, signal);
  return {
    id: hashOf(JSON.stringify([listing.root, source.endings, chunking])),
    isSingle: listing.files[0]?.path === listing.root,
    skipped: listing.skipped,
    documents: listing.files.map(({ name, path, stamp }) => ({
      name,
      stamp,
      read: async () => {
        const reading = {
          path,
          grantedFolders: source.grantedFolders,
          maxBytes: mostBytes,
          signal,
        };
        return (await files.readText(reading)).text;
      },
    })),
  };
}

/** Texts that are handed over make a collection by what they say: others make another one. */
function planTexts(
  { documents }: Extract<DocumentSource, { readonly kind: 'texts' }>,
  chunking: Chunking,
): Plan {
  const names = new Set<string>();
  const planned = documents.map(({ name, text }, index): PlannedDocument => {
    const unique = names.has(name) ? `${name} (${index + 1})` : name;
    names.add(unique);
    return { name: unique, stamp: hashOf(text), read: () => Promise.resolve(text) };
  });
  const stamps = planned.map(({ name, stamp }) => [name, stamp]);
  return {
    id: textsPrefix + hashOf(JSON.stringify([stamps, chunking])),
    isSingle: false,
    skipped: [],
    documents: planned,
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new MillraceError(cancelledCode, 'It was cancelled.');
}
