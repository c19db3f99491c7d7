/** What a provider is to answer, whatever its dialect. */
export interface DialectTurn {
  readonly text?: readonly string[];
  readonly reasoning?: readonly string[];
  readonly calls?: readonly {
    readonly id: string;
    readonly name: string;
    readonly arguments: string;
  }[];
  readonly usage?: { readonly input: number; readonly output: number };
}

type Chunk = Record<string, unknown>;

/** One server-sent event with a JSON document. */
export function event(document: unknown): string {
  return `data: ${JSON.stringify(document)}\n\n`;
}

/** One chunk of the plain OpenAI shape. */
export function deltaChunk(delta: Chunk, finishReason: string | null = null): Chunk {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'test',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

export const done = 'data: [DONE]\n\n';

/** Cuts arguments as OpenAI streams them: into pieces of three characters. */
function cut(text: string): readonly string[] {
  return text.match(/[^]{1,3}/g) ?? [];
}

function usageOf(turn: DialectTurn): Chunk {
  const { input, output } = turn.usage ?? { input: 11, output: 7 };
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function finishOf(turn: DialectTurn): string {
  return (turn.calls ?? []).length > 0 ? 'tool_calls' : 'stop';
}

function textChunks(turn: DialectTurn, reasoningField: string): Chunk[] {
  return [
    ...(turn.reasoning ?? []).map((text) => deltaChunk({ content: null, [reasoningField]: text })),
    ...(turn.text ?? []).map((content) => deltaChunk({ content })),
  ];
}

/** Each call announced, then its arguments in pieces, as OpenAI does. */
function splitCalls(turn: DialectTurn, firstIndex = 0): Chunk[] {
  return (turn.calls ?? []).flatMap((call, place) => {
    const index = firstIndex + place;
    const head = {
      index,
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: '' },
    };
    return [
      deltaChunk({ tool_calls: [head] }),
      ...cut(call.arguments).map((piece) =>
        deltaChunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ];
  });
}

function usageOnly(turn: DialectTurn): Chunk {
  return { ...deltaChunk({}), choices: [], usage: usageOf(turn) };
}

function wholeCalls(
  turn: DialectTurn,
  item: (call: { id: string; name: string; arguments: string }, place: number) => Chunk,
): Chunk[] {
  return (turn.calls ?? []).map((call, place) => deltaChunk({ tool_calls: [item(call, place)] }));
}

function indexedCalls(turn: DialectTurn): Chunk[] {
  return wholeCalls(turn, (call, index) => ({
    index,
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }));
}

/** The shapes in which providers stream one and the same turn, as lists of writes. */
export const dialects = {
  openai: (turn) => [
    event(deltaChunk({ role: 'assistant', content: '' })),
    ...[...textChunks(turn, 'reasoning_content'), ...splitCalls(turn)].map(event),
    event(deltaChunk({}, finishOf(turn))),
    event(usageOnly(turn)),
    done,
  ],
  azure: (turn) => [
    event({ choices: [], id: '', model: '', prompt_filter_results: [{ prompt_index: 0 }] }),
    ...[...textChunks(turn, 'reasoning_content'), ...splitCalls(turn)].map(event),
    event(deltaChunk({}, finishOf(turn))),
    event({
      choices: [{ index: 0, content_filter_offsets: { start_offset: 0 }, finish_reason: null }],
    }),
    event(usageOnly(turn)),
    done,
  ],
  gemini: (turn) => [
    ...textChunks(turn, 'reasoning_content').map(event),
    ...wholeCalls(turn, (call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
      extra_content: { google: { thought_signature: `signature-of-${call.id}` } },
    })).map(event),
    event({ ...deltaChunk({ content: '' }, 'stop'), usage: usageOf(turn) }),
  ],
  ollama: (turn) => [
    ...textChunks(turn, 'reasoning').map(event),
    ...wholeCalls(turn, (call) => ({
      index: 0,
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })).map(event),
    event(deltaChunk({}, finishOf(turn))),
    event(usageOnly(turn)),
    done,
  ],
  'anthropic-compat': (turn) => [
    ...textChunks(turn, 'reasoning_content').map(event),
    ...splitCalls(turn, 1).flatMap((chunk) => [event(chunk), event(deltaChunk({ content: '' }))]),
    event({ ...deltaChunk({}, finishOf(turn)), usage: usageOf(turn) }),
    done,
  ],
  dashscope: (turn) => [
    ...textChunks(turn, 'reasoning_content').map(event),
    ...splitCalls(turn).map((chunk) => event(withEmptyIds(chunk))),
    ...(turn.calls ?? []).map((_, index) =>
      event(deltaChunk({ tool_calls: [{ index, id: '', function: { name: '', arguments: '' } }] })),
    ),
    event(deltaChunk({ content: '' }, finishOf(turn))),
    event(usageOnly(turn)),
    done,
  ],
  mistral: (turn) => {
    const items = (turn.calls ?? []).map((call) => ({
      id: call.id,
      function: { name: call.name, arguments: call.arguments },
    }));
    return [
      ...(turn.reasoning ?? []).map((text) =>
        event(deltaChunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] })),
      ),
      ...(turn.text ?? []).map((text) => event(deltaChunk({ content: [{ type: 'text', text }] }))),
      event({
        ...deltaChunk(items.length > 0 ? { content: '', tool_calls: items } : {}, finishOf(turn)),
        usage: usageOf(turn),
      }),
      done,
    ];
  },
  groq: (turn) => [
    ...textChunks(turn, 'reasoning').map(event),
    ...indexedCalls(turn).map(event),
    event({ ...deltaChunk({}, finishOf(turn)), x_groq: { id: 'req_1', usage: usageOf(turn) } }),
    done,
  ],
  deepseek: (turn) => [
    ': keep-alive\n\n',
    ...[...textChunks(turn, 'reasoning_content'), ...splitCalls(turn)].map(event),
    event({
      ...deltaChunk({ content: '', reasoning_content: null }, finishOf(turn)),
      usage: usageOf(turn),
    }),
    done,
  ],
  xai: (turn) => [
    ...textChunks(turn, 'reasoning_content').map(event),
    ...indexedCalls(turn).map(event),
    event(deltaChunk({}, finishOf(turn))),
    event(usageOnly(turn)),
    done,
  ],
  vllm: (turn) => [
    event(deltaChunk({ role: 'assistant', content: '' })),
    ...textChunks(turn, 'reasoning_content').map(event),
    ...splitCalls(turn).map((chunk) => event(withNullArguments(chunk))),
    event(deltaChunk({ content: '' }, finishOf(turn))),
    event(usageOnly(turn)),
    done,
  ],
  openrouter: (turn) => [
    ': OPENROUTER PROCESSING\n\n',
    ...textChunks(turn, 'reasoning').map(event),
    ': OPENROUTER PROCESSING\n\n',
    ...splitCalls(turn).map(event),
    event(deltaChunk({ content: '' }, finishOf(turn))),
    event({ ...deltaChunk({ role: 'assistant', content: '' }), usage: usageOf(turn) }),
    done,
  ],
  'framing-faults': (turn) => [
    ': OPENROUTER PROCESSING\r\n\r\n',
    'data: : OPENROUTER PROCESSING\r\n\r\n',
    ...[...textChunks(turn, 'reasoning_content'), ...splitCalls(turn)].flatMap((chunk) => [
      `data:${JSON.stringify(chunk)}\r`,
      '\n\r\n',
    ]),
    `data:${JSON.stringify(usageOnly(turn))}\n`,
    `data:${JSON.stringify(deltaChunk({}, finishOf(turn)))}\n\n`,
    'data: [DONE]\r',
  ],
} satisfies Record<string, (turn: DialectTurn) => string[]>;

export type DialectName = keyof typeof dialects;

/** Ways in which a stream fails after its text, as lists of writes. */
export const brokenStreams = {
  /** An error object inside the stream, with status 200. */
  openrouterErrorMidstream: (text: readonly string[]) => [
    ': OPENROUTER PROCESSING\n\n',
    ...text.map((content) => event(deltaChunk({ content }))),
    event({
      ...deltaChunk({ content: '' }, 'error'),
      error: { code: 502, message: 'Upstream went away' },
    }),
    done,
  ],
  /** A bare JSON error between the events. */
  bareJsonError: (text: readonly string[]) => [
    ...text.map((content) => event(deltaChunk({ content }))),
    '{"error": {"message": "Upstream went away"}}\n',
  ],
  /** The stream just ends. */
  eofWithoutFinish: (text: readonly string[]) =>
    text.map((content) => event(deltaChunk({ content }))),
};

function withEmptyIds(chunk: Chunk): Chunk {
  return JSON.parse(
    JSON.stringify(chunk).replace(/\{"index":(\d+),"function"/g, '{"index":$1,"id":"","function"'),
  ) as Chunk;
}

function withNullArguments(chunk: Chunk): Chunk {
  return JSON.parse(JSON.stringify(chunk).replace('"arguments":""', '"arguments":null')) as Chunk;
}
