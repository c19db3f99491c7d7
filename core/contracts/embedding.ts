import type { ErrorInfo } from '../shared/errors.ts';
import type { Usage } from './usage.ts';

/** Texts that shall become vectors. */
export interface EmbeddingRequest {
  /** '' takes the usual one of the connection's provider. */
  readonly model: string;
  /** Any number; they are sent in batches. */
  readonly texts: readonly string[];
  /** Length of the vectors, for models that can choose; undefined: the model's own. */
  readonly dimensions?: number | undefined;
}

/** What a call tells while it is under way. */
export interface CallListener {
  /** A batch is done; `done` of `of` texts. */
  progress?(done: number, of: number): void;
  /** A request failed and is sent again after a wait. */
  retry?(delayMs: number, error: ErrorInfo): void;
  /** A request waited for the connection's limits, ms. */
  queued?(waitedMs: number): void;
}

export interface Embeddings {
  /** One for each text, in their order, all of one length. */
  readonly vectors: readonly Float32Array[];
  /** The model that made them, as it was asked for. */
  readonly model: string;
  /** Absent where the endpoint counts no tokens. */
  readonly usage?: Usage;
}

/** A model that turns texts into vectors; texts of like meaning become vectors that are near. */
export interface Embedder {
  /**
   * Throws MillraceError as a ChatModel does, `missing_model`, and `embedding_invalid` for an answer that is none;
   * `cancelled` after an abort.
   */
  embed(
    request: EmbeddingRequest,
    signal: AbortSignal,
    listener?: CallListener,
  ): Promise<Embeddings>;
}

/** Passages that shall be put into the order in which they answer a question. */
interface RerankRequest {
  /** '' takes the usual one of the connection's provider. */
  readonly model: string;
  readonly question: string;
  readonly texts: readonly string[];
}

interface Ranking {
  /** One for each text, in their order; the higher, the better it fits. Comparable within one answer only. */
  readonly scores: readonly number[];
  readonly usage?: Usage;
}

/** A model made for putting passages into order. */
export interface Reranker {
  /** Throws as an Embedder does; `rerank_invalid` for an answer that is none. */
  rerank(request: RerankRequest, signal: AbortSignal, listener?: CallListener): Promise<Ranking>;
}
