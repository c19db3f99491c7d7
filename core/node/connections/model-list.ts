import type { ModelListing } from '../../contracts/connection.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject } from '../../shared/json.ts';

/**
 * Reads a list of models in whatever shape: OpenAI's `data`, a bare array (Together), Ollama's `models`, plain names.
 * Undefined if it is no such list.
 */
export function readModelList(body: unknown): readonly ModelListing[] | undefined {
  const entries = findEntries(body);
  if (entries === undefined) return undefined;
  const models = new Map<string, ModelListing>();
  for (const entry of entries) {
    const model = readEntry(entry);
    if (model !== undefined && !models.has(model.id)) models.set(model.id, model);
  }
  // An endpoint without models is fine; a list of other things is no list of models.
  return models.size === 0 && entries.length > 0 ? undefined : [...models.values()];
}

function findEntries(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body as readonly unknown[];
  if (!isJsonObject(body)) return undefined;
  for (const key of ['data', 'models']) {
    const value = body[key];
    if (Array.isArray(value)) return value as readonly unknown[];
    // llama.cpp and LiteLLM nest one list in another.
    if (isJsonObject(value)) return findEntries(value);
  }
  // Ollama gives null for an empty list.
  return body['object'] === 'list' && body['data'] === null ? [] : undefined;
}

function readEntry(entry: unknown): ModelListing | undefined {
  if (typeof entry === 'string') return entry === '' ? undefined : { id: entry };
  if (!isJsonObject(entry)) return undefined;
  const id = [entry['id'], entry['name'], entry['model']].find(
    (name): name is string => typeof name === 'string' && name !== '',
  );
  if (id === undefined) return undefined;
  const contextTokens = readContext(entry);
  const ownedBy = entry['owned_by'];
  return {
    id,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(typeof ownedBy === 'string' && ownedBy !== '' ? { ownedBy } : {}),
  };
}

/** OpenRouter and Together, vLLM, Groq, Mistral, and llama.cpp each have a name of their own for it. */
function readContext(entry: JsonObject): number | undefined {
  const { meta } = entry;
  return [
    entry['context_length'],
    entry['max_model_len'],
    entry['context_window'],
    entry['max_context_length'],
    isJsonObject(meta) ? meta['n_ctx_train'] : undefined,
  ].find((value): value is number => typeof value === 'number' && value > 0);
}
