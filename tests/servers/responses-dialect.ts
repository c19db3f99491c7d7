import type { DialectTurn } from './chat-dialects.ts';

type Item = Record<string, unknown>;

/** One event of the Responses API, named as the API names it. */
function namedEvent(type: string, fields: Item): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

export interface ResponsesTurn extends DialectTurn {
  /** Returned with the next request when it is there. */
  readonly sealedReasoning?: string;
  /** `completed` by default. */
  readonly status?: 'completed' | 'incomplete' | 'failed';
  readonly reason?: string;
}

/** A turn as the Responses API streams it, as a list of writes. */
export function writeResponses(turn: ResponsesTurn): readonly string[] {
  const items = [...reasoningItems(turn), ...messageItems(turn), ...callItems(turn)];
  const status = turn.status ?? 'completed';
  const { input, output } = turn.usage ?? { input: 11, output: 7 };
  const response = {
    id: 'resp_1',
    object: 'response',
    status,
    output: items.map(({ done }) => done),
    ...(status === 'incomplete' ? { incomplete_details: { reason: turn.reason } } : {}),
    ...(status === 'failed' ? { error: { code: 'server_error', message: turn.reason } } : {}),
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 3 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 2 },
    },
  };
  return [
    namedEvent('response.created', { response: { id: 'resp_1', status: 'in_progress' } }),
    ...items.flatMap(({ begin, deltas, done }, output_index) => [
      namedEvent('response.output_item.added', { output_index, item: begin }),
      ...deltas.map(([type, fields]) => namedEvent(type, { output_index, ...fields })),
      ...(status === 'completed'
        ? [namedEvent('response.output_item.done', { output_index, item: done })]
        : []),
    ]),
    namedEvent(`response.${status}`, { response }),
  ];
}

interface StreamedItem {
  readonly begin: Item;
  readonly deltas: readonly (readonly [string, Item])[];
  readonly done: Item;
}

function reasoningItems(turn: ResponsesTurn): readonly StreamedItem[] {
  const { reasoning = [], sealedReasoning } = turn;
  if (reasoning.length === 0 && sealedReasoning === undefined) return [];
  const item = { type: 'reasoning', id: 'rs_1' };
  const summary = reasoning.map((text) => ({ type: 'summary_text', text }));
  const sealed = sealedReasoning === undefined ? {} : { encrypted_content: sealedReasoning };
  return [
    {
      begin: { ...item, summary: [] },
      deltas: reasoning.flatMap((text, summary_index) =>
        cut(text).map(
          (delta) =>
            [
              'response.reasoning_summary_text.delta',
              { item_id: 'rs_1', summary_index, delta },
            ] as const,
        ),
      ),
      done: { ...item, summary, ...sealed },
    },
  ];
}

function messageItems(turn: ResponsesTurn): readonly StreamedItem[] {
  if (turn.text === undefined) return [];
  const item = { type: 'message', id: 'msg_1', role: 'assistant' };
  return [
    {
      begin: { ...item, content: [] },
      deltas: turn.text.map((delta) => [
        'response.output_text.delta',
        { item_id: 'msg_1', content_index: 0, delta },
      ]),
      done: { ...item, content: [{ type: 'output_text', text: turn.text.join('') }] },
    },
  ];
}

function callItems(turn: ResponsesTurn): readonly StreamedItem[] {
  const isCut = turn.status !== undefined && turn.status !== 'completed';
  return (turn.calls ?? []).map((call) => {
    const item = { type: 'function_call', id: `fc_${call.id}`, call_id: call.id, name: call.name };
    return {
      begin: { ...item, arguments: '' },
      deltas: cut(call.arguments).map((delta) => [
        'response.function_call_arguments.delta',
        { item_id: item.id, delta },
      ]),
      done: { ...item, arguments: call.arguments, status: isCut ? 'incomplete' : 'completed' },
    };
  });
}

function cut(text: string): readonly string[] {
  return text.match(/[^]{1,3}/g) ?? [];
}
