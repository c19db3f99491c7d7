import type { Reranker } from '../../contracts/embedding.ts';
import { conductCall } from '../../models/conduct/conduct-call.ts';
import type { CallConduct } from '../../models/conduct/conduct-call.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { HttpRefusal } from './http-refusal.ts';
import { JsonEndpoint } from './json-endpoint.ts';
import type { JsonEndpointOptions } from './json-endpoint.ts';
import { readInputUsage } from './read-embeddings.ts';

export interface RerankerOptions extends JsonEndpointOptions {
  readonly conduct: CallConduct;
}

/** A reranker behind `/rerank`, as Jina, Cohere, vLLM, llama.cpp and others offer it. */
export function createReranker(options: RerankerOptions): Reranker {
  const endpoint = new JsonEndpoint(options, 'rerank');
  return {
    async rerank({ model, question, texts }, signal, listener) {
      const body = {
        model,
        query: question,
        documents: texts,
        top_n: texts.length,
        return_documents: false,
      };
      const tokens = Math.ceil((texts.join('').length + question.length * texts.length) / 4);
      return conductCall(options.conduct, tokens, signal, listener, async () => {
        try {
          const answer = await endpoint.post(body, model, signal);
          const usage = readInputUsage(answer);
          const scores = readScores(answer, texts.length);
          return { scores, ...(usage === undefined ? {} : { usage }) };
        } catch (error) {
          if (error instanceof HttpRefusal) throw endpoint.explain(error, model);
          throw error;
        }
      });
    },
  };
}

/** Texts that an endpoint leaves out fit worst. */
function readScores(answer: JsonValue, count: number): readonly number[] {
  const list = isJsonObject(answer) ? (answer['results'] ?? answer['data']) : answer;
  if (!Array.isArray(list)) throw invalid('it holds no results');
  const scores: (number | undefined)[] = Array.from({ length: count });
  for (const entry of list as readonly JsonValue[]) {
    const { index, relevance_score: relevance, score } = isJsonObject(entry) ? entry : {};
    const value = relevance ?? score;
    const isPlace = Number.isInteger(index) && Number(index) >= 0 && Number(index) < count;
    if (!isPlace || typeof value !== 'number') throw invalid('a result has no index or no score');
    scores[Number(index)] = value;
  }
  let worst = Infinity;
  for (const score of scores) worst = Math.min(worst, score ?? Infinity);
  if (worst === Infinity && count > 0) throw invalid('it holds no results');
  return scores.map((value) => value ?? worst - 1);
}

function invalid(why: string): MillraceError {
  return new MillraceError('rerank_invalid', `The answer is no ranking: ${why}.`, {
    action: 'Check that the connection offers /rerank and that the model is one for it.',
  });
}
