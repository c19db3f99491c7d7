import type { ChatRequest } from '../../contracts/chat.ts';
import type { TrafficTap } from '../../contracts/traffic.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** The demo model's turn as the traffic that a real endpoint would have. */
export interface DemoTraffic {
  begin(): void;
  send(chunks: readonly JsonObject[]): void;
  /** `error`: why the turn failed, if it did. */
  end(error: unknown): void;
}

/** Shows a tap what the model does; undefined without one. */
export function tapDemo(
  tap: TrafficTap | undefined,
  request: ChatRequest,
): DemoTraffic | undefined {
  if (tap === undefined) return undefined;
  const encoder = new TextEncoder();
  const { model, messages, tools, rawFormat } = request;
  const body = { model, messages, tools } as unknown as JsonValue;
  const exchange = tap.open({ api: 'chat-completions', url: 'demo:', rawFormat, body });
  const send = (data: string): void => exchange.chunk(encoder.encode(`data: ${data}\n\n`));
  return {
    begin: () => exchange.response(200, { 'content-type': 'text/event-stream' }),
    send(chunks) {
      if (chunks.length === 0) return;
      send(chunks.map((chunk) => JSON.stringify(chunk)).join('\n\ndata: '));
    },
    end(error) {
      if (error === undefined) send('[DONE]');
      exchange.end(
        error === undefined ? { kind: 'done' } : { kind: 'failed', error: toErrorInfo(error) },
      );
    },
  };
}
