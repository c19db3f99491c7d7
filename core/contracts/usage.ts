/** Tokens that a model counted, for one turn or summed over many. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Part of outputTokens that was reasoning. */
  readonly reasoningTokens?: number;
  /** Part of inputTokens that the provider read from its prompt cache. */
  readonly cachedInputTokens?: number;
}

/** The sum of two usages; optional parts stay absent while both sides lack them. */
export function addUsage(a: Usage, b: Usage): Usage {
  const reasoning = addOptional(a.reasoningTokens, b.reasoningTokens);
  const cached = addOptional(a.cachedInputTokens, b.cachedInputTokens);
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
  };
}

function addOptional(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}
