import type { Usage } from '../../contracts/usage.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';

/** The vectors of an answer, in the order of the texts. */
export interface ReadEmbeddings {
  readonly vectors: readonly Float32Array[];
  readonly usage?: Usage;
}

/**
 * Reads what endpoints call embeddings: OpenAI's list with indexes in any order, vectors as numbers or base64, a bare
 * list, and Ollama's `embeddings`. Throws `embedding_invalid`.
 */
export function readEmbeddings(answer: JsonValue, count: number): ReadEmbeddings {
  const entries = findEntries(answer);
  if (entries.length !== count) {
    throw invalid(`it holds ${entries.length} vectors for ${count} texts`);
  }
  const vectors = inOrder(entries).map(readVector);
  const [first] = vectors;
  if (vectors.some((vector) => vector.length !== first?.length)) {
    throw invalid('its vectors differ in their length');
  }
  const usage = readInputUsage(answer);
  return { vectors, ...(usage === undefined ? {} : { usage }) };
}

/** The tokens that an answer says it read; undefined where it does not. */
export function readInputUsage(answer: JsonValue): Usage | undefined {
  if (!isJsonObject(answer)) return undefined;
  const usage = isJsonObject(answer['usage']) ? answer['usage'] : answer;
  const counts = [
    usage['prompt_tokens'],
    usage['input_tokens'],
    usage['total_tokens'],
    usage['prompt_eval_count'],
  ];
  const inputTokens = counts.find((value) => typeof value === 'number' && value >= 0);
  return typeof inputTokens === 'number' ? { inputTokens, outputTokens: 0 } : undefined;
}

function findEntries(answer: JsonValue): readonly JsonValue[] {
  const list = isJsonObject(answer) ? (answer['data'] ?? answer['embeddings']) : answer;
  if (!Array.isArray(list)) throw invalid('it holds no list of vectors');
  return list as readonly JsonValue[];
}

/** Some servers answer out of order, and some number every entry 0. */
function inOrder(entries: readonly JsonValue[]): readonly JsonValue[] {
  const places = entries.map((entry) => (isJsonObject(entry) ? entry['index'] : undefined));
  const isPermutation =
    new Set(places).size === entries.length &&
    places.every((place) => Number.isInteger(place) && Number(place) < entries.length);
  if (!isPermutation) return entries;
  const sorted: JsonValue[] = [];
  for (const [index, entry] of entries.entries()) sorted[Number(places[index])] = entry;
  return sorted;
}

function readVector(entry: JsonValue): Float32Array {
  const given = isJsonObject(entry) ? entry['embedding'] : entry;
  if (typeof given === 'string') return check(decodeBase64(given));
  if (!Array.isArray(given)) throw invalid('a vector is missing');
  const numbers = given as readonly JsonValue[];
  const [first] = numbers;
  // A model without pooling gives one row for each token.
  if (Array.isArray(first)) {
    if (numbers.length === 1) return readVector(first);
    throw new MillraceError(
      'embedding_invalid',
      'The endpoint gave a vector for every token instead of one for the text.',
      { action: 'Start the server with pooling, such as --pooling mean, or choose another model.' },
    );
  }
  if (numbers.some((number) => typeof number !== 'number')) {
    throw invalid('a vector holds something else than numbers');
  }
  return check(Float32Array.from(numbers as readonly number[]));
}

/** Floats of 32 bits, the lowest byte first. */
function decodeBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) throw invalid('a vector in base64 has half a number');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) =>
    bytes.readFloatLE(index * 4),
  );
}

function check(vector: Float32Array): Float32Array {
  if (vector.length === 0) throw invalid('a vector is empty');
  if (vector.some((number) => !Number.isFinite(number))) {
    throw invalid('a vector holds something else than numbers');
  }
  return vector;
}

function invalid(why: string): MillraceError {
  return new MillraceError('embedding_invalid', `The answer is no embedding: ${why}.`, {
    action: 'Check that the model is one for embeddings.',
  });
}
