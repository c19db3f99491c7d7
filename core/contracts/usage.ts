/** Tokens that a model counted, for one turn or summed over many. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of outputTokens that was reasoning. */
  readonly reasoningTokens?: number;
  /** Part of inputTokens that the provider read from its prompt cache. */
  readonly cachedInputTokens?: number;
  /** US dollars by the connection's price table; absent where no price is known. */
  readonly costUsd?: number;
}

/** US dollars per million tokens of one model. */
export interface TokenPrice {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** For tokens read from the prompt cache; default: as other input. */
  readonly cachedInputPerMillion?: number;
}

/** Prices by model name; a name that ends in `*` stands for all that begin so, the longest match counts. */
export type PriceTable = Readonly<Record<string, TokenPrice>>;

/** The sum of two usages; optional parts stay absent while both sides lack them. */
export function addUsage(a: Usage, b: Usage): Usage {
  const reasoning = addOptional(a.reasoningTokens, b.reasoningTokens);
  const cached = addOptional(a.cachedInputTokens, b.cachedInputTokens);
  const cost = addOptional(a.costUsd, b.costUsd);
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(cost === undefined ? {} : { costUsd: cost }),
  };
}

function addOptional(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}
