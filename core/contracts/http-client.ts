/** One request to a host outside. */
export interface HttpCall {
  readonly method: string;
  /** Absolute, http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, redirects and body included. */
  readonly timeoutMs: number;
  /** Longest body of the answer; more is an error. */
  readonly maxBytes: number;
  /** Hosts that the person has granted: see `Grants.hosts`. */
  readonly grantedHosts: readonly string[];
  readonly signal: AbortSignal;
  /** Called as the body arrives; `total` is absent where the server does not say. */
  readonly onProgress?: (receivedBytes: number, totalBytes?: number) => void;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; several of one name joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** The body, decoded by the charset that it names; UTF-8 otherwise. */
  readonly text: string;
  /** Of the body as it was sent. */
  readonly bytes: number;
}

/** Calls hosts outside, as far as the person granted them. */
export interface HttpClient {
  /**
   * Throws MillraceError: `invalid_url`, `not_granted`, `private_address`, `redirect_refused`, `http_failed` (no
   * answer), `http_timeout`, `http_too_large`, `cancelled`. An answer of any status is an answer.
   */
  send(call: HttpCall): Promise<HttpAnswer>;
}
