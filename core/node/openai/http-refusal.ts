import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { describeError } from '../../stream/chat-completions/chunk-fields.ts';

/** An answer whose status is no success. Its message is the server's own words, unmasked: not yet for people. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The provider's own error code, such as `insufficient_quota`; '' without one. */
  readonly providerCode: string;

  /** `text` is the answer's body, which may be JSON, a web page, or empty. */
  constructor(status: number, headers: Readonly<Record<string, string>>, text: string) {
    const error = findError(text);
    super(describeError(error).trim());
    this.status = status;
    this.headers = headers;
    this.providerCode =
      isJsonObject(error) && typeof error['code'] === 'string' ? error['code'] : '';
  }
}

/** What a JSON body calls its error, or the whole body. */
function findError(text: string): JsonValue {
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy's own words, mostly HTML or plain text.
  }
  // Some gateways put the error into a list.
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return isJsonObject(first) ? (first['error'] ?? first) : text;
}
