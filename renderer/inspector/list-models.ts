import type { ConnectionInfo, ModelListing } from '../../core/contracts/connection.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { SearchOption } from '../ui/filter-options.ts';

interface ModelWords {
  /** Tokens of context, for people. */
  readonly context: (tokens: string) => string;
  /** US dollars per million tokens, in and out. */
  readonly price: (input: number, output: number) => string;
}

/** The models of a connection, its own and those that its endpoint listed, with context and price where they are known. */
export function listModels(
  connection: Pick<ConnectionInfo, 'models' | 'settings'> | undefined,
  listed: readonly ModelListing[],
  words: ModelWords,
): readonly SearchOption[] {
  const byId = new Map(listed.map((model) => [model.id, model]));
  const ids = new Set([...(connection?.models ?? []), ...byId.keys()]);
  return [...ids].map((id) => {
    const tokens = byId.get(id)?.contextTokens;
    const price = priceOf(connection?.settings?.prices, id);
    const note = [
      tokens === undefined ? '' : words.context(shorten(tokens)),
      price === undefined ? '' : words.price(price.inputPerMillion, price.outputPerMillion),
    ].filter(Boolean);
    return { value: id, label: id, ...(note.length === 0 ? {} : { note: note.join(' · ') }) };
  });
}

/** By the model's name, else by the longest beginning of it that a price is kept under. */
function priceOf(prices: ConnectionSettings['prices'], id: string) {
  const own = prices?.[id];
  if (own !== undefined || prices === undefined) return own;
  const [key] = Object.keys(prices)
    .filter((name) => name.endsWith('*') && id.startsWith(name.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length);
  return key === undefined ? undefined : prices[key];
}

function shorten(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  if (tokens < 1_000_000) return `${Math.round(tokens / 1_000)}k`;
  return `${Number((tokens / 1_000_000).toFixed(1))}M`;
}
