import { toAttributes } from './otlp-types.ts';
import type { OtlpRequest, OtlpSpan } from './otlp-types.ts';

/** The schema whose names are used: semantic conventions 1.41.0, the last release that holds those for generative AI. */
const schemaUrl = 'https://opentelemetry.io/schemas/1.41.0';

const mostSpans = 256;
const mostCharacters = 2_000_000;

/** What the requests say of the program that sends them. */
export interface Sender {
  readonly version: string;
}

/** The bodies of the requests that carry the spans, none of them large. */
export function* writeOtlpRequests(
  spans: Iterable<OtlpSpan>,
  sender: Sender,
): Generator<{ readonly body: string; readonly spans: number }> {
  let batch: OtlpSpan[] = [];
  let characters = 0;
  const flush = (): { readonly body: string; readonly spans: number } => {
    const body = JSON.stringify(wrap(batch, sender));
    const count = batch.length;
    batch = [];
    characters = 0;
    return { body, spans: count };
  };
  for (const span of spans) {
    batch.push(span);
    characters += JSON.stringify(span).length;
    if (batch.length >= mostSpans || characters >= mostCharacters) yield flush();
  }
  if (batch.length > 0) yield flush();
}

function wrap(spans: readonly OtlpSpan[], { version }: Sender): OtlpRequest {
  const attributes = toAttributes({
    'service.name': 'millrace',
    'service.version': version,
    'telemetry.sdk.name': 'millrace',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.version': version,
  });
  return {
    resourceSpans: [
      {
        resource: { attributes },
        scopeSpans: [{ scope: { name: 'millrace', version }, spans, schemaUrl }],
        schemaUrl,
      },
    ],
  };
}
