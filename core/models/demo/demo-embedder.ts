import type { Embedder, Reranker } from '../../contracts/embedding.ts';
import { cancelled } from '../wait.ts';
import { countShared, ideasOf } from './count-shared.ts';
import { splitTokens } from './split-tokens.ts';

const usualDimensions = 256;

/**
 * Simulated embeddings: no AI, no network, the same vector for the same text. Texts that share words, or words of one
 * idea, are near; what they mean beyond that is not known.
 */
export function createDemoEmbedder(): Embedder {
  return {
    async embed({ model, texts, dimensions = usualDimensions }, signal, listener) {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        if (signal.aborted) throw cancelled();
        vectors.push(embed(text, dimensions));
      }
      listener?.progress?.(texts.length, texts.length);
      return { vectors, model, usage: countTokens(texts) };
    },
  };
}

/** Simulated ranking: by the share of the question's words that a text has. */
export function createDemoReranker(): Reranker {
  return {
    async rerank({ question, texts }, signal) {
      if (signal.aborted) throw cancelled();
      const asked = ideasOf(question);
      const scores = texts.map(
        (text) => countShared(asked, ideasOf(text)) / Math.max(1, asked.size),
      );
      return { scores, usage: countTokens([question, ...texts]) };
    },
  };
}

/** Each word goes to a place and a sign that only it decides, so that unlike texts are nearly at right angles. */
function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const ideas = ideasOf(text);
  for (const idea of ideas.size === 0 ? [text] : ideas) {
    const hash = hashOf(idea);
    const place = hash % dimensions;
    vector[place] = (vector[place] ?? 0) + (hash & 0x8000_0000 ? -1 : 1);
  }
  const length = Math.hypot(...vector);
  // Words may cancel each other out; a vector of nothing has no direction.
  if (length === 0) return vector.fill(1 / Math.sqrt(dimensions));
  return vector.map((value) => value / length);
}

/** FNV-1a with a last stir, so that all bits depend on all letters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

function countTokens(texts: readonly string[]): { inputTokens: number; outputTokens: number } {
  const inputTokens = texts.reduce((sum, text) => sum + splitTokens(text).length, 0);
  return { inputTokens, outputTokens: 0 };
}
