import type { JsonObject } from '../shared/json.ts';

/** A text with the name by which people know it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Where the documents of a collection come from. */
export type DocumentSource =
  | {
      readonly kind: 'files';
      /** A file or a folder, as FilePlace's. */
      readonly path: string;
      readonly grantedFolders: readonly string[];
      /** Endings of the files in a folder that are taken, with dots, in small letters; empty: all that can be read. */
      readonly endings: readonly string[];
    }
  | { readonly kind: 'texts'; readonly documents: readonly NamedText[] };

/** How documents are cut into passages. */
export interface Chunking {
  /** What `size` and `overlap` count; tokens are reckoned at four characters, or one where a script has no spaces. */
  readonly unit: 'characters' | 'tokens';
  readonly size: number;
  /** How much of a passage the next one repeats. */
  readonly overlap: number;
}

export interface RefreshRequest {
  readonly source: DocumentSource;
  readonly chunking: Chunking;
  readonly signal: AbortSignal;
  /** Called now and then with how many of how many documents are done. */
  readonly progress?: (done: number, of: number) => void;
}

/** A document that could not be taken, and why. */
export interface SkippedDocument {
  readonly name: string;
  readonly reason: string;
}

/** A collection of documents that is up to date. */
export interface Collection {
  /** Names it in further calls; the same sources and chunking have the same one. */
  readonly id: string;
  readonly documents: number;
  readonly passages: number;
  /** Documents that were read anew, because they are new or changed. */
  readonly changed: number;
  readonly removed: number;
  readonly skipped: readonly SkippedDocument[];
}

/** A passage that has no vector yet. */
export interface UnembeddedPassage {
  /** The same for passages of the same text. */
  readonly key: string;
  readonly text: string;
}

export interface PassageQuery {
  readonly collection: string;
  /** Words to look for; absent: no search by text. */
  readonly text?: string;
  /** What to be near to, in which space; absent: no search by vector. */
  readonly near?: { readonly space: string; readonly vector: Float32Array };
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** A passage that was found. */
export interface FoundPassage {
  readonly text: string;
  /** The document's name: its path in the folder, or the name that was given. */
  readonly source: string;
  /** The headings it stands under, such as `Guide › Start`; '' for none. */
  readonly heading: string;
  /** Which passage of its document it is, from 1. */
  readonly number: number;
  /** How well it fits; comparable within one search only. With both searches, by reciprocal ranks. */
  readonly score: number;
  /** The parts of the score, as far as there are: BM25, the cosine, and the places in both lists from 1. */
  readonly details: JsonObject;
}

/**
 * Indexes over documents, kept on this machine and brought up to date by the contents of the documents. All work is done
 * apart from the engine's thread. Members throw MillraceError: `document_unsupported`, `too_many_documents`, what
 * FileAccess throws, `index_failed`, and `cancelled`.
 */
export interface DocumentIndexes {
  /** Reads what is new or has changed, and forgets what is gone. */
  refresh(request: RefreshRequest): Promise<Collection>;
  /** Passages of a collection without a vector in a space, at most `limit`. */
  listUnembedded(
    collection: string,
    space: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly UnembeddedPassage[]>;
  /** Keeps vectors, by the keys of their passages. A space holds vectors of one model and one length. */
  addVectors(
    space: string,
    vectors: ReadonlyMap<string, Float32Array>,
    signal: AbortSignal,
  ): Promise<void>;
  /** The best passages first. */
  search(query: PassageQuery): Promise<readonly FoundPassage[]>;
  close(): Promise<void>;
}
