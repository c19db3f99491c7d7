import { mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type {
  Collection,
  DocumentIndexes,
  DocumentSource,
  PassageQuery,
} from '../../../core/contracts/document-indexes.ts';
import { createDemoEmbedder } from '../../../core/models/demo/demo-embedder.ts';
import { openIndexDatabase } from '../../../core/node/retrieval/index-database.ts';
import { createDocumentIndexes } from '../../../core/node/retrieval/create-document-indexes.ts';
import { toErrorInfo } from '../../../core/shared/errors.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const { signal } = new AbortController();
const chunking = { unit: 'characters', size: 200, overlap: 0 } as const;

function open(path?: string): DocumentIndexes {
  const indexes = createDocumentIndexes(path === undefined ? {} : { path });
  onTestFinished(() => indexes.close());
  return indexes;
}

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const filesIn = (folder: string, path = '.', endings: readonly string[] = []): DocumentSource => ({
  kind: 'files',
  path,
  grantedFolders: [folder],
  endings,
});
const refresh = (indexes: DocumentIndexes, source: DocumentSource): Promise<Collection> =>
  indexes.refresh({ source, chunking, signal });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return toErrorInfo(error).code;
  }
};
const found = async (
  indexes: DocumentIndexes,
  query: Omit<PassageQuery, 'limit' | 'signal'>,
): Promise<readonly string[]> =>
  (await indexes.search({ ...query, limit: 3, signal })).map(
    ({ source, heading, text }) => `${source}|${heading}|${text}`,
  );

/** Fills in the vectors of a collection as the retriever does. */
async function embedAll(indexes: DocumentIndexes, collection: string): Promise<number> {
  const missing = await indexes.listUnembedded(collection, 'demo', 1000, signal);
  const texts = missing.map(({ text }) => text);
  const { vectors } = await createDemoEmbedder().embed({ model: '', texts }, signal);
  const byKey = new Map(
    missing.map(({ key }, index) => [key, vectors[index] ?? new Float32Array()]),
  );
  await indexes.addVectors('demo', byKey, signal);
  return missing.length;
}
const vectorOf = async (text: string): Promise<Float32Array> =>
  (await createDemoEmbedder().embed({ model: '', texts: [text] }, signal)).vectors[0] ??
  new Float32Array();

describe('a collection of files', () => {
  const guide = {
    'guide.md':
      '# Mill\n\nIntro.\n\n## Water\n\nThe wheel is driven by water from the race.\n\n## Stones\n\nTwo stones grind the grain.\n',
    'people/list.csv': 'name,role\nAda,"miller, first"\nBen,baker\n',
    'page.html':
      '<html><head><title>x</title></head><body><h1>Visit</h1><p>Open&nbsp;on Sundays &amp; holidays.<script>var water;</script></p></body></html>',
    'facts.json': '[{"year": 1790, "event": "built"}, {"year": 1901, "event": "burnt"}]',
    'report.pdf': '%PDF-1.7 …',
    'picture.png': Buffer.from([0x89, 0x50]),
    'broken.txt': Buffer.from([0xff, 0xfe, 0x00]),
    '.hidden/secret.md': 'water water water',
  };

  test('finds passages of every kind of file by their words, with their headings', async () => {
    const indexes = open();
    const { id, ...facts } = await refresh(indexes, filesIn(folderOf(guide)));
    expect(facts).toEqual({
      documents: 4,
      passages: 6,
      changed: 4,
      removed: 0,
      skipped: [
        { name: 'report.pdf', reason: 'PDF files cannot be read' },
        { name: 'broken.txt', reason: expect.stringContaining('is not text in UTF-8') },
      ],
    });
    const ask = (text: string): Promise<readonly string[]> =>
      found(indexes, { collection: id, text });
    expect({
      stemmed: await ask('What drives the wheels?'),
      quoted: await ask('miller'),
      html: await ask('holiday'),
      json: await ask('1901'),
      script: await ask('var'),
      hostile: await ask('" OR NEAR( * ^ words:'),
    }).toEqual({
      stemmed: ['guide.md|Mill › Water|The wheel is driven by water from the race.'],
      quoted: ['people/list.csv||name: Ada\nrole: miller, first\n\nname: Ben\nrole: baker'],
      html: ['page.html|Visit|Open on Sundays & holidays.'],
      json: ['facts.json||year: 1790\nevent: built\n\nyear: 1901\nevent: burnt'],
      script: [],
      hostile: [],
    });
  });

  test('reads again only what has changed, and forgets what is gone', async () => {
    const folder = folderOf({ 'a.md': 'Alpha.', 'b.md': 'Beta.', 'c.md': 'Gamma.' });
    const path = join(tempFolder(), 'documents.db');
    const first = open(path);
    const before = await refresh(first, filesIn(folder));
    const embedded = await embedAll(first, before.id);
    await first.close();
    writeFileSync(join(folder, 'b.md'), 'Delta.');
    rmSync(join(folder, 'c.md'));
    // Touched, but with the same content.
    utimesSync(join(folder, 'a.md'), new Date(), new Date(Date.now() + 60_000));
    const second = open(path);
    const after = await refresh(second, filesIn(folder));
    expect({
      before,
      embedded,
      after,
      embeddedAgain: await embedAll(second, after.id),
      old: await found(second, { collection: after.id, text: 'beta gamma' }),
      new: await found(second, { collection: after.id, text: 'delta' }),
    }).toEqual({
      before: { ...before, documents: 3, passages: 3, changed: 3, removed: 0, skipped: [] },
      embedded: 3,
      after: { ...before, documents: 2, passages: 2, changed: 1, removed: 1, skipped: [] },
      embeddedAgain: 1,
      old: [],
      new: ['b.md||Delta.'],
    });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test.each<[string, string]>([
    ['../outside.md', 'not_granted'],
    ['link.md', 'not_granted'],
    ['missing.md', 'file_missing'],
    ['report.pdf', 'document_unsupported'],
    ['pretends.txt', 'document_unsupported'],
    ['broken.txt', 'not_text'],
  ])('%s is refused: %s', async (path, code) => {
    const outside = folderOf({ 'secret.md': 'water' });
    const folder = folderOf({ ...guide, 'pretends.txt': '%PDF-1.4' });
    symlinkSync(join(outside, 'secret.md'), join(folder, 'link.md'));
    expect(await codeOf(refresh(open(), filesIn(folder, path)))).toBe(code);
  });

  test('follows no links out of the folder', async () => {
    const outside = folderOf({ 'secret.md': 'treasure' });
    const folder = folderOf({ 'a.md': 'Alpha.' });
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(join(outside, 'secret.md'), join(folder, 'linked.md'));
    const indexes = open();
    const { id, documents } = await refresh(indexes, filesIn(folder));
    expect([documents, await found(indexes, { collection: id, text: 'treasure' })]).toEqual([
      1,
      [],
    ]);
  });

  test('takes only the endings that are asked for', async () => {
    const indexes = open();
    const source = filesIn(folderOf(guide), '.', ['.csv', '.json']);
    expect((await refresh(indexes, source)).documents).toBe(2);
  });

  test('a cancelled refresh ends at once, and the next one works', async () => {
    const folder = folderOf(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`${index}.md`, `Text ${index}`]),
      ),
    );
    const indexes = open();
    const controller = new AbortController();
    const source = filesIn(folder);
    const progress = (): void => controller.abort();
    const work = indexes.refresh({ source, chunking, signal: controller.signal, progress });
    expect(await codeOf(work)).toBe('cancelled');
    expect((await refresh(indexes, source)).documents).toBe(300);
  });

  test('forgets collections that nobody uses, sooner those of texts', async () => {
    const path = join(tempFolder(), 'documents.db');
    const first = open(path);
    await refresh(first, filesIn(folderOf({ 'a.md': 'Alpha.' })));
    const texts = await refresh(first, {
      kind: 'texts',
      documents: [{ name: 'b', text: 'Beta.' }],
    });
    await embedAll(first, texts.id);
    await first.close();
    const later = (days: number): unknown => {
      const database = new Database(path);
      database.prepare('UPDATE collection SET used_day = used_day - ?').run(days);
      openIndexDatabase(path).close();
      const count = (table: string): unknown =>
        database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      const left = ['collection', 'passage', 'passage_words', 'vector'].map(count);
      database.close();
      return left;
    };
    expect([later(1), later(1), later(100)]).toEqual([
      [2, 2, 2, 1],
      [1, 1, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  test('an index that is broken is made anew', async () => {
    const path = join(tempFolder(), 'documents.db');
    writeFileSync(
      path,
      'This is no database, but long enough to be taken for the head of one.'.repeat(20),
    );
    expect((await refresh(open(path), filesIn(folderOf({ 'a.md': 'Alpha.' })))).documents).toBe(1);
  });
});

describe('a search', () => {
  const texts: DocumentSource = {
    kind: 'texts',
    documents: [
      { name: 'water', text: 'The mill is driven by water.' },
      { name: 'mill', text: 'A mill. Mill, mill, mill; nothing but mill.' },
      { name: 'library', text: 'The library opens at nine.' },
      { name: '水车', text: '水车由河水驱动，磨坊在河边。' },
    ],
  };
  const sources = async (query: Partial<PassageQuery> & { question: string }): Promise<unknown> => {
    const indexes = open();
    const { id } = await refresh(indexes, texts);
    await embedAll(indexes, id);
    const near = { space: 'demo', vector: await vectorOf(query.question) };
    const { question: _question, ...rest } = query;
    const passages = await indexes.search({
      collection: id,
      limit: 2,
      signal,
      ...('near' in rest ? { ...rest, near } : rest),
    });
    return passages.map(({ source, details }) => [source, Object.keys(details)]);
  };
  const question = 'How does water drive a mill?';

  test('by words', async () => {
    expect(await sources({ question, text: question })).toEqual([
      ['water', ['bm25']],
      ['mill', ['bm25']],
    ]);
    expect(await sources({ question, text: '磨坊' })).toEqual([['水车', ['bm25']]]);
  });

  test('by vectors', async () => {
    const near = { space: '', vector: new Float32Array() };
    expect(await sources({ question, near })).toEqual([
      ['water', ['cosine']],
      ['mill', ['cosine']],
    ]);
  });

  test('by both, with the places in both lists', async () => {
    const near = { space: '', vector: new Float32Array() };
    expect(await sources({ question, near, text: question })).toEqual([
      ['water', ['bm25', 'textRank', 'cosine', 'vectorRank']],
      ['mill', ['bm25', 'textRank', 'cosine', 'vectorRank']],
    ]);
  });

  test('keeps collections and spaces apart', async () => {
    const indexes = open();
    const one = await refresh(indexes, { kind: 'texts', documents: [{ name: 'a', text: 'mill' }] });
    const two = await refresh(indexes, { kind: 'texts', documents: [{ name: 'b', text: 'mill' }] });
    await embedAll(indexes, one.id);
    const near = { space: 'other', vector: await vectorOf('mill') };
    expect({
      isAnother: one.id !== two.id,
      found: await found(indexes, { collection: two.id, text: 'mill' }),
      inAnotherSpace: await found(indexes, { collection: one.id, near }),
    }).toEqual({ isAnother: true, found: ['b||mill'], inAnotherSpace: [] });
  });

  test('vectors of another length are an error', async () => {
    const indexes = open();
    const { id } = await refresh(indexes, texts);
    await embedAll(indexes, id);
    const near = { space: 'demo', vector: Float32Array.from([1, 2]) };
    expect(await codeOf(found(indexes, { collection: id, near }))).toBe('index_failed');
  });
});
