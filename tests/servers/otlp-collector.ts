import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { OtlpRequest, OtlpSpan } from '../../core/exports/otlp/otlp-types.ts';

/** How the collector answers a request; the last one stands for all that follow. */
export interface CollectorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `hang up` closes the connection without an answer. */
  readonly body?: unknown;
  readonly hangUp?: true;
}

export interface Collector {
  /** Ends in the path that traces go to. */
  readonly url: string;
  /** Without a path. */
  readonly base: string;
  readonly requests: readonly {
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    readonly text: string;
  }[];
  /** Those of the requests that were taken, checked against the protocol. */
  spans(): readonly OtlpSpan[];
  close(): Promise<void>;
}

/** A collector of traces on this machine that checks what it is sent and answers as it is told. */
export async function startCollector(
  answers: readonly CollectorAnswer[] = [{ status: 200, body: {} }],
): Promise<Collector> {
  const requests: { path: string; headers: IncomingMessage['headers']; text: string }[] = [];
  const taken: OtlpSpan[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((text) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? { status: 200 };
      requests.push({ path: request.url ?? '', headers: request.headers, text });
      if (answer.hangUp === true) return request.socket.destroy();
      if (answer.status === 200) taken.push(...checkRequest(request, text));
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      return response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${base}/v1/traces`,
    base,
    requests,
    spans: () => taken,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** The request's spans. Throws for what a real collector would refuse. */
function checkRequest(request: IncomingMessage, text: string): readonly OtlpSpan[] {
  must(request.method === 'POST', 'not a POST');
  must(request.headers['content-type'] === 'application/json', 'not JSON by its header');
  const { resourceSpans } = JSON.parse(text) as OtlpRequest;
  return resourceSpans.flatMap(({ resource, scopeSpans, schemaUrl }) => {
    must(
      resource.attributes.some(({ key }) => key === 'service.name'),
      'no service.name',
    );
    must(/^https:\/\/opentelemetry\.io\/schemas\/[\d.]+$/.test(schemaUrl), 'no schema');
    return scopeSpans.flatMap(({ scope, spans }) => {
      must(scope.name !== '' && spans.length > 0, 'an empty scope');
      spans.forEach(checkSpan);
      return spans;
    });
  });
}

function checkSpan(span: OtlpSpan): void {
  must(/^[0-9a-f]{32}$/.test(span.traceId) && !/^0+$/.test(span.traceId), 'traceId');
  must(/^[0-9a-f]{16}$/.test(span.spanId) && !/^0+$/.test(span.spanId), 'spanId');
  const { parentSpanId } = span;
  must(parentSpanId === undefined || /^[0-9a-f]{16}$/.test(parentSpanId), 'parentSpanId');
  must(typeof span.kind === 'number' && span.kind >= 1 && span.kind <= 5, 'kind');
  must(span.name !== '', 'name');
  must(/^\d{19}$/.test(span.startTimeUnixNano), 'startTimeUnixNano');
  must(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano), 'endTimeUnixNano');
  must([0, 1, 2].includes(span.status.code), 'status');
  for (const event of span.events) must(/^\d{19}$/.test(event.timeUnixNano), 'event time');
  const attributes = [...span.attributes, ...span.events.flatMap((event) => event.attributes)];
  for (const { key, value } of attributes) {
    const [kind = '', ...others] = Object.keys(value);
    must(others.length === 0 && key !== '', `attribute ${key}`);
    const held = Object.values(value)[0] as unknown;
    must(kind !== 'intValue' || /^-?\d+$/.test(String(held)), `${key} is no whole number`);
    must(kind !== 'stringValue' || typeof held === 'string', `${key} is no text`);
  }
  const keys = span.attributes.map(({ key }) => key);
  must(new Set(keys).size === keys.length, 'an attribute stands twice');
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The trace is not as the protocol has it: ${what}.`);
}
