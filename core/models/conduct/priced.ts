import type { ChatModel, ChatPart } from '../../contracts/chat.ts';
import type { TrafficRequest } from '../../contracts/traffic.ts';
import type { PriceTable, TokenPrice, Usage } from '../../contracts/usage.ts';

/** Adds the cost to each usage, where the table knows the model. `defaultModel` is what '' stands for. */
export function priced(model: ChatModel, prices: PriceTable, defaultModel: string): ChatModel {
  return {
    async *stream(request, signal, tap) {
      const price = findPrice(prices, request.model || defaultModel);
      if (price === undefined) {
        yield* model.stream(request, signal, tap);
        return;
      }
      // A replay elsewhere must reckon as this run did.
      const told = tap && { open: (sent: TrafficRequest) => tap.open({ ...sent, price }) };
      for await (const parts of model.stream(request, signal, told)) yield addCosts(parts, price);
    },
  };
}

/** The price of a model; undefined where the table does not know it. */
export function findPrice(prices: PriceTable, model: string): TokenPrice | undefined {
  if (Object.hasOwn(prices, model)) return prices[model];
  const [best] = Object.keys(prices)
    .filter((name) => name.endsWith('*') && model.startsWith(name.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length);
  return best === undefined ? undefined : prices[best];
}

/** The parts with the cost in each usage. */
export function addCosts(parts: readonly ChatPart[], price: TokenPrice): readonly ChatPart[] {
  if (!parts.some((part) => part.type === 'usage')) return parts;
  return parts.map((part) =>
    part.type === 'usage' ? { ...part, usage: addCost(part.usage, price) } : part,
  );
}

/** The usage with what it cost. */
export function addCost(usage: Usage, price: TokenPrice): Usage {
  const cached = usage.cachedInputTokens ?? 0;
  const dollars =
    (usage.inputTokens - cached) * price.inputPerMillion +
    cached * (price.cachedInputPerMillion ?? price.inputPerMillion) +
    usage.outputTokens * price.outputPerMillion;
  return { ...usage, costUsd: dollars / 1_000_000 };
}
