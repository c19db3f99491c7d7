import type { ChatModel } from '../../contracts/chat.ts';
import type { PriceTable, TokenPrice, Usage } from '../../contracts/usage.ts';

/** Adds the cost to each usage, where the table knows the model. `defaultModel` is what '' stands for. */
export function priced(model: ChatModel, prices: PriceTable, defaultModel: string): ChatModel {
  return {
    async *stream(request, signal, tap) {
      const price = findPrice(prices, request.model || defaultModel);
      const stream = model.stream(request, signal, tap);
      if (price === undefined) {
        yield* stream;
        return;
      }
      for await (const parts of stream) {
        yield parts.some((part) => part.type === 'usage')
          ? parts.map((part) =>
              part.type === 'usage' ? { ...part, usage: addCost(part.usage, price) } : part,
            )
          : parts;
      }
    },
  };
}

function findPrice(prices: PriceTable, model: string): TokenPrice | undefined {
  if (Object.hasOwn(prices, model)) return prices[model];
  const [best] = Object.keys(prices)
    .filter((name) => name.endsWith('*') && model.startsWith(name.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length);
  return best === undefined ? undefined : prices[best];
}

function addCost(usage: Usage, price: TokenPrice): Usage {
  const cached = usage.cachedInputTokens ?? 0;
  const dollars =
    (usage.inputTokens - cached) * price.inputPerMillion +
    cached * (price.cachedInputPerMillion ?? price.inputPerMillion) +
    usage.outputTokens * price.outputPerMillion;
  return { ...usage, costUsd: dollars / 1_000_000 };
}
