import type { HttpAnswer } from '../../contracts/http-client.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { MillraceError } from '../../shared/errors.ts';

/** One call of an endpoint as a tool makes it. */
export interface EndpointCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** Characters of the answer that a model gets to read. */
  readonly maxCharacters: number;
}

const longestAnswerBytes = 16 * 1024 * 1024;

/** Calls an endpoint and gives the answer as JSON or text. Throws `http_status` for 400 and above, and what the host refuses. */
export async function callEndpoint(call: EndpointCall, context: ModuleContext): Promise<unknown> {
  const { maxCharacters, ...sent } = call;
  const answer = await context.http.send({
    ...sent,
    maxBytes: longestAnswerBytes,
    grantedHosts: context.grants.hosts,
    signal: context.signal,
  });
  context.trace.note('http', { status: answer.status, url: answer.url, bytes: answer.bytes });
  if (answer.status >= 400) throw failed(answer);
  const text =
    answer.text.length <= maxCharacters
      ? answer.text
      : `${answer.text.slice(0, maxCharacters)}… [${answer.text.length - maxCharacters} characters left out]`;
  return readJson(answer, text);
}

/** What was cut is JSON no longer. */
function readJson({ headers }: HttpAnswer, text: string): unknown {
  if (!/[/+]json\b/i.test(headers['content-type'] ?? '')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function failed({ status, url, text }: HttpAnswer): MillraceError {
  return new MillraceError('http_status', `${new URL(url).host} answered with status ${status}.`, {
    action: 'See what it says in the details, and correct the arguments.',
    details: { status, body: text.slice(0, 2_000) },
  });
}
