import type {
  CallListener,
  Embedder,
  EmbeddingRequest,
  Embeddings,
} from '../../contracts/embedding.ts';
import { addUsage } from '../../contracts/usage.ts';
import type { Usage } from '../../contracts/usage.ts';
import { conductCall } from '../../models/conduct/conduct-call.ts';
import type { CallConduct } from '../../models/conduct/conduct-call.ts';
import { HttpRefusal } from './http-refusal.ts';
import { JsonEndpoint } from './json-endpoint.ts';
import type { JsonEndpointOptions } from './json-endpoint.ts';
import { readEmbeddings } from './read-embeddings.ts';
import type { ReadEmbeddings } from './read-embeddings.ts';

export interface OpenAiEmbedderOptions extends JsonEndpointOptions {
  readonly conduct: CallConduct;
  /** Texts in one request at first; the endpoint may want fewer. 64 by default. */
  readonly batchSize?: number;
}

/** Characters in one request, about; OpenAI takes 300,000 tokens. */
const mostCharacters = 200_000;

/**
 * Embeddings of any OpenAI-compatible endpoint. Vectors are asked for in base64, a quarter of the size of numbers, and
 * without where that is refused; batches become smaller where the endpoint says so. Both are remembered.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  return new OpenAiEmbedder(options);
}

class OpenAiEmbedder implements Embedder {
  readonly #endpoint: JsonEndpoint;
  readonly #conduct: CallConduct;
  #batchSize: number;
  #asksForBase64 = true;

  constructor(options: OpenAiEmbedderOptions) {
    this.#endpoint = new JsonEndpoint(options, 'embeddings');
    this.#conduct = options.conduct;
    this.#batchSize = options.batchSize ?? 64;
  }

  async embed(
    request: EmbeddingRequest,
    signal: AbortSignal,
    listener?: CallListener,
  ): Promise<Embeddings> {
    const vectors: Float32Array[] = [];
    let usage: Usage | undefined;
    while (vectors.length < request.texts.length) {
      const batch = this.#nextBatch(request.texts, vectors.length);
      const tokens = Math.ceil(batch.join('').length / 4);
      const answer = await conductCall(this.#conduct, tokens, signal, listener, () =>
        this.#send(request, batch, signal),
      );
      for (const vector of answer.vectors) vectors.push(vector);
      if (answer.usage !== undefined) {
        usage = usage === undefined ? answer.usage : addUsage(usage, answer.usage);
      }
      listener?.progress?.(vectors.length, request.texts.length);
    }
    return { vectors, model: request.model, ...(usage === undefined ? {} : { usage }) };
  }

  #nextBatch(texts: readonly string[], from: number): readonly string[] {
    const batch: string[] = [];
    let characters = 0;
    for (const text of texts.slice(from, from + this.#batchSize)) {
      characters += text.length;
      if (batch.length > 0 && characters > mostCharacters) break;
      // An empty text is refused by most endpoints.
      batch.push(text.trim() === '' ? '-' : text);
    }
    return batch;
  }

  /** The vectors of as many of the texts as the endpoint takes at once. */
  async #send(
    { model, dimensions }: EmbeddingRequest,
    batch: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadEmbeddings> {
    for (let texts = batch; ;) {
      const body = {
        model,
        input: texts,
        ...(dimensions === undefined ? {} : { dimensions }),
        ...(this.#asksForBase64 ? { encoding_format: 'base64' } : {}),
      };
      try {
        return readEmbeddings(await this.#endpoint.post(body, model, signal), texts.length);
      } catch (error) {
        if (!(error instanceof HttpRefusal)) throw error;
        if (this.#asksForBase64 && isAbout(error, /encoding_?format|base64/i)) {
          this.#asksForBase64 = false;
          continue;
        }
        const fewer = findSmallerBatch(error, texts.length);
        if (fewer === undefined) throw this.#endpoint.explain(error, model);
        this.#batchSize = fewer;
        texts = texts.slice(0, fewer);
      }
    }
  }
}

function isAbout({ status, message }: HttpRefusal, words: RegExp): boolean {
  return (status === 400 || status === 413 || status === 422) && words.test(message);
}

/** How many texts to send instead, if a refusal is about their number or their size together. */
function findSmallerBatch(error: HttpRefusal, size: number): number | undefined {
  const words =
    /batch|too (many|large|long)|(max|at most|larger|more|exceed)[^]*(inputs?|items?|texts?|tokens?|size|length)|(inputs?|array|list)[^]*(max|at most|larger|exceed)/i;
  if (size < 2 || !(error.status === 413 || isAbout(error, words))) return undefined;
  const named = Array.from(error.message.matchAll(/\d+/g), ([number]) => Number(number));
  const limit = named.filter((number) => number > 0 && number < size).toSorted((a, b) => b - a)[0];
  return limit ?? Math.floor(size / 2);
}
