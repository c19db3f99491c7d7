import type { Collection, DocumentSource, NamedText } from '../../contracts/document-indexes.ts';
import type { NodePorts } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import { readReach } from '../data/file-settings.ts';
import { listenTo } from './embedding-settings.ts';
import { writePassages } from './passages.ts';
import { retrieverFields } from './retriever-fields.ts';
import { retrieverSettings, spaceOf, type RetrieverSettings } from './retriever-settings.ts';
import { searchAll } from './search-all.ts';

/** How many passages are embedded between two looks at the index. */
const embeddedAtOnce = 256;

/** Passages of documents on this machine that fit a question. */
export class RetrieverModule extends ModuleBase<RetrieverSettings> {
  static override readonly kind = 'retriever';
  static override readonly title = 'Retriever';
  static override readonly description =
    'Finds the passages of files in an allowed folder that fit a question, by words, by vectors or by both.';
  static override readonly icon = 'file-search';
  static override readonly category = 'models';
  static override readonly settings = retrieverSettings;
  static override readonly capabilities = ['files', 'network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = retrieverFields;
  static override readonly ports: NodePorts = {
    inputs: [
      { id: 'question', label: 'Question', type: 'any', required: true },
      {
        id: 'documents',
        label: 'Documents',
        type: 'json',
        description: 'Texts to search instead of files.',
      },
    ],
    outputs: [
      {
        id: 'passages',
        label: 'Passages',
        type: 'json',
        description: 'A list of what was found, the best first, with its source and score.',
      },
      { id: 'text', label: 'Text', type: 'text' },
    ],
  };

  static summarize({ path, search, limit }: RetrieverSettings): string {
    return [path, search, `${limit}`].filter((part) => part !== '').join(' · ');
  }

  static checkSettings({ size, overlap }: RetrieverSettings): readonly SettingsIssue[] {
    if (overlap < size) return [];
    return [
      {
        severity: 'error',
        code: 'overlap_too_large',
        message: 'Each passage would only repeat the one before.',
        action: 'Make the overlap smaller than the size.',
        path: ['overlap'],
      },
    ];
  }

  static reaches({ connection, search, path }: RetrieverSettings): readonly Reach[] {
    const asks = { what: 'connection', name: connection, to: '' } as const;
    return [
      ...(path.trim() === '' ? [] : [readReach({ path })]),
      ...(search === 'text' || connection === 'demo' ? [] : [asks]),
    ];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { unit, size, overlap, search } = this.settings;
    const questions = readQuestions(inputs['question']);
    const source = this.#sourceOf(inputs['documents'], context);
    const collection = await context.documents.refresh({
      source,
      chunking: { unit, size, overlap: Math.min(overlap, size - 1) },
      signal: context.signal,
      progress: (done, of) => {
        context.stream.custom('progress', { label: 'Documents', done, of });
      },
    });
    const { id: _id, ...facts } = collection;
    context.trace.note('documents', facts);
    if (search !== 'text') await this.#embedMissing(collection, context);
    const passages = await searchAll(this.settings, collection.id, questions, context);
    return { passages, text: writePassages(passages) };
  }

  #sourceOf(wired: unknown, context: ModuleContext): DocumentSource {
    const { path, endings } = this.settings;
    if (wired !== undefined) return { kind: 'texts', documents: readDocuments(wired) };
    if (path.trim() === '') {
      throw new MillraceError('no_documents', 'The retriever has no documents to search.', {
        action: 'Name a file or folder that is allowed to the flow, or wire documents.',
      });
    }
    return {
      kind: 'files',
      path: path.trim(),
      grantedFolders: context.grants.folders,
      endings: endings
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter((ending) => ending !== '')
        .map((ending) => (ending.startsWith('.') ? ending : `.${ending}`)),
    };
  }

  /** What was embedded stays in the index, so a run that is stopped half-way has not worked in vain. */
  async #embedMissing({ id, passages }: Collection, context: ModuleContext): Promise<void> {
    const { connection, model, dimensions } = this.settings;
    const embedder = context.openEmbedder(connection);
    const { progress: _progress, ...listener } = listenTo(context, 'Passages');
    let done = 0;
    for (;;) {
      const space = spaceOf(this.settings);
      const { signal, documents } = context;
      const missing = await documents.listUnembedded(id, space, embeddedAtOnce, signal);
      if (missing.length === 0) return;
      const texts = missing.map(({ text }) => text);
      const request = { model, texts, ...(dimensions === null ? {} : { dimensions }) };
      const { vectors, usage } = await embedder.embed(request, signal, {
        ...listener,
        progress: (part) => {
          context.stream.custom('progress', { label: 'Vectors', done: done + part, of: passages });
        },
      });
      if (usage !== undefined) context.stream.usage(usage);
      const byKey = new Map<string, Float32Array>();
      for (const [index, { key }] of missing.entries()) {
        const vector = vectors[index];
        if (vector !== undefined) byKey.set(key, vector);
      }
      await documents.addVectors(space, byKey, signal);
      done += missing.length;
    }
  }
}

/** One question, or several wordings of it. */
function readQuestions(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = all.filter((each) => typeof each === 'string' && each.trim() !== '');
  if (texts.length > 0 && texts.length === all.length) return texts as readonly string[];
  throw new MillraceError('wrong_value', 'The question is no text.', {
    action: 'Give a text, or a list of texts such as the wordings of a question.',
  });
}

function readDocuments(value: unknown): readonly NamedText[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((each, index) => {
    const usual = `Document ${index + 1}`;
    if (typeof each === 'string') return { name: usual, text: each };
    if (isJsonObject(each) && typeof each['text'] === 'string') {
      const name = each['name'] ?? each['source'] ?? each['path'];
      return { name: typeof name === 'string' && name !== '' ? name : usual, text: each['text'] };
    }
    throw new MillraceError('wrong_value', 'The Documents input takes texts.', {
      action: 'Give a list of texts, or of objects such as { "name": …, "text": … }.',
    });
  });
}
