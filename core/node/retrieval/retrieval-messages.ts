import type {
  Collection,
  FoundPassage,
  PassageQuery,
  RefreshRequest,
  UnembeddedPassage,
} from '../../contracts/document-indexes.ts';
import type { ErrorInfo } from '../../shared/errors.ts';

/** Work on an index, as it travels to its thread. */
export type RetrievalTask =
  | ({ readonly kind: 'refresh' } & Omit<RefreshRequest, 'signal' | 'progress'>)
  | {
      readonly kind: 'list-unembedded';
      readonly collection: string;
      readonly space: string;
      readonly limit: number;
    }
  | {
      readonly kind: 'add-vectors';
      readonly space: string;
      readonly vectors: ReadonlyMap<string, Float32Array>;
    }
  | ({ readonly kind: 'search' } & Omit<PassageQuery, 'signal'>);

/** What each kind of work gives. */
export interface RetrievalResults {
  readonly refresh: Collection;
  readonly 'list-unembedded': readonly UnembeddedPassage[];
  readonly 'add-vectors': undefined;
  readonly search: readonly FoundPassage[];
}

/** What the thread is told. `id` numbers the calls. */
export type RetrievalRequest =
  | { readonly kind: 'call'; readonly id: number; readonly task: RetrievalTask }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the thread tells: any number of times how far it is, then once how it ended. */
export type RetrievalReply =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly done: number;
      readonly of: number;
    }
  | {
      readonly kind: 'done';
      readonly id: number;
      readonly value: RetrievalResults[RetrievalTask['kind']];
    }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorInfo };
