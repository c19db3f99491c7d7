import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import { pictureNode, type NodeRun } from '../../../../renderer/run/node-run.ts';
import { readRowText, type OutputRow } from '../../../../renderer/run/output-row.ts';
import { reduceRunEvents, setRunState } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { readSpan } from '../../../../renderer/run/span-facts.ts';
import { listTrace } from '../../../../renderer/trace/list-trace.ts';
import { recordedRun } from './recorded-runs.ts';

function fold(events: readonly RunEvent[]): RunView {
  const view = createRunView(events[0]?.runId ?? '');
  reduceRunEvents(view, events);
  return view;
}

function node(view: RunView, nodeId: string): NodeRun | undefined {
  const record = view.nodes.get(nodeId);
  return record && pictureNode(record, view.state);
}

function describeRow(row: OutputRow): string {
  const who = row.span?.title ?? 'run';
  switch (row.kind) {
    case 'text':
    case 'reasoning':
      return `${who} ${row.kind}${row.superseded ? ' (superseded)' : ''}: ${readRowText(row)}`;
    case 'call':
      return `${who} call ${row.name}: ${readRowText(row)}`;
    case 'result':
      return `${who} result of ${row.call && readRowText(row.call)}: ${row.result}`;
    case 'retry':
      return `${who} retry after ${row.delayMs} ms: ${row.error.code}`;
    case 'custom':
      return `${who} ${row.name}: ${JSON.stringify(row.value)}`;
    case 'failure':
      return `${who} failure: ${row.error.code}`;
    case 'return':
      return `${who} return: ${JSON.stringify(row.output)}`;
  }
}

function describeTree(view: RunView): string[] {
  const { trace } = view;
  const query = { folded: new Set<number>(), chosen: {}, until: trace.count, isFound: undefined };
  const { rows, levels } = listTrace(trace, query);
  return Array.from(rows, (row, at) => {
    const { title, kind, state } = readSpan(view, row);
    return `${'  '.repeat((levels[at] ?? 1) - 1)}${title} [${kind}] ${state}`;
  });
}

const reasoning =
  'The question names two cities, Tokyo and Paris, and asks for celsius. Both can be looked up at the same time with get_current_weather.';
const answer =
  'The current weather in Tokyo is 10 degrees Celsius, and in Paris it is 22 degrees Celsius.';

let seq = 0;
function event(queue: string, spanId: string, nodeId: string, body: unknown, timeUs = 0): RunEvent {
  seq++;
  return {
    seq,
    runId: 'r',
    queue,
    spanId,
    nodeId,
    attempt: 1,
    iteration: '',
    order: seq,
    timeUs,
    body,
  };
}
function opened(spanId: string, nodeId: string, parentSpanId = ''): RunEvent {
  return event('status', spanId, nodeId, {
    type: 'span-opened',
    parentSpanId,
    kind: 'llm',
    title: nodeId,
  });
}
function text(spanId: string, nodeId: string, delta: string, timeUs = 0): RunEvent {
  return event('output', spanId, nodeId, { type: 'text-delta', text: delta }, timeUs);
}

describe('a run with tools', () => {
  const view = fold(recordedRun('done').events);

  test('reads as a conversation, one row per speaker and stretch', () => {
    expect(view.rows.map(describeRow)).toEqual([
      `round 1 · demo reasoning: ${reasoning}`,
      'round 1 · demo call get_current_weather: {"location":"Tokyo","unit":"celsius"}',
      'round 1 · demo call get_current_weather: {"location":"Paris","unit":"celsius"}',
      'Weather agent result of {"location":"Tokyo","unit":"celsius"}: {"location": "Tokyo", "temperature": "10", "unit": "celsius"}',
      'Weather agent result of {"location":"Paris","unit":"celsius"}: {"location": "Paris", "temperature": "22", "unit": "celsius"}',
      `round 2 · demo text: ${answer}`,
    ]);
  });

  test('builds the tree of spans', () => {
    expect(describeTree(view)).toEqual([
      'Question [input] done',
      'Weather agent [agent] done',
      '  round 1 · demo [llm] done',
      '  get_current_weather · Tokyo · celsius [tool] done',
      '  get_current_weather · Paris · celsius [tool] done',
      '  round 2 · demo [llm] done',
      'Answer [output] done',
    ]);
  });

  test('sums up each node', () => {
    expect({ agent: node(view, 'agent'), tool: node(view, 'tool1') }).toEqual({
      agent: {
        state: 'done',
        startedUs: 1_795_000_000_001_100,
        durationMs: 969.8,
        tokens: 72,
        tokensPerSecond: expect.closeTo(62, -1),
        firstTokenMs: 93.6,
        round: 2,
        calls: 0,
        liveText: answer,
      },
      tool: {
        state: 'done',
        startedUs: expect.any(Number),
        durationMs: expect.closeTo(41.4, 1),
        tokens: 0,
        calls: 2,
        liveText: '',
      },
    });
  });

  test('keeps what a span took, gave and noted', () => {
    const call = view.spans.get('s4');
    expect(call).toMatchObject({
      input: { value: { tool: 'get_current_weather', arguments: { location: 'Tokyo' } } },
      output: { value: { result: expect.stringContaining('"10"') } },
      notes: [{ name: 'sandbox' }],
      closedUs: (call?.openedUs ?? 0) + 19_400,
    });
  });
});

test('call ids that come again in a later round begin a new call', () => {
  const call = (type: string, rest: object): RunEvent =>
    event('output', 's1', 'a', { type, callId: 'call_0', ...rest });
  const view = fold([
    opened('s1', 'a'),
    ...['Tokyo', 'Paris'].flatMap((city) => [
      call('tool-call-start', { name: 'weather' }),
      call('tool-call-delta', { text: `{"city":` }),
      call('tool-call-end', { name: 'weather', arguments: `{"city":"${city}"}` }),
      call('tool-result', { name: 'weather', result: city, isError: false }),
    ]),
  ]);
  expect(view.rows.map(describeRow)).toEqual([
    'a call weather: {"city":"Tokyo"}',
    'a result of {"city":"Tokyo"}: Tokyo',
    'a call weather: {"city":"Paris"}',
    'a result of {"city":"Paris"}: Paris',
  ]);
});

test('what a run returns is shown unless its text has just been streamed', () => {
  const returned = event('status', '', '', {
    type: 'run-ended',
    state: 'done',
    output: { value: { city: 'Tokyo' } },
  });
  const view = fold([opened('s1', 'a'), text('s1', 'a', 'Tokyo'), { ...returned, seq: seq + 1 }]);
  expect(view.rows.map(describeRow)).toEqual([
    'a text: Tokyo',
    'run return: {"value":{"city":"Tokyo"}}',
  ]);
});

test('any overlap of batches gives the same view', () => {
  const { events } = recordedRun('done');
  const whole = fold(events);
  const view = createRunView('run-weather');
  for (let at = 0; at < events.length; at += 7) {
    reduceRunEvents(view, events.slice(Math.max(0, at - 5), at + 7));
  }
  reduceRunEvents(view, events);
  expect({
    rows: view.rows.map(describeRow),
    tree: describeTree(view),
    agent: node(view, 'agent'),
    tokens: view.tokens,
  }).toEqual({
    rows: whole.rows.map(describeRow),
    tree: describeTree(whole),
    agent: node(whole, 'agent'),
    tokens: whole.tokens,
  });
});

test('a failed run shows the error once, at its node, and what the first try wrote as superseded', () => {
  const view = fold(recordedRun('failed').events);
  expect({
    state: view.state,
    rows: view.rows.map(describeRow),
    agent: node(view, 'agent')?.error?.code,
    answer: node(view, 'answer')?.state,
  }).toEqual({
    state: 'failed',
    rows: [
      `round 1 · demo reasoning (superseded): ${reasoning}`,
      'round 1 · demo retry after 500 ms: model_unreachable',
      'Weather agent failure: model_unreachable',
    ],
    agent: 'model_unreachable',
    answer: 'skipped',
  });
});

test('a cancelled run keeps its text and counts nothing as failed', () => {
  const view = fold(recordedRun('cancelled').events);
  expect([view.state, node(view, 'agent')?.state, view.rows.at(-1)?.kind]).toEqual([
    'cancelled',
    'cancelled',
    'text',
  ]);
});

test('a node streams from its first text until a tool call, and runs before and after', () => {
  const { events } = recordedRun('done');
  const view = createRunView('run-weather');
  const seen: string[] = [];
  for (const one of events) {
    reduceRunEvents(view, [one]);
    const state = node(view, 'agent')?.state;
    if (state && state !== seen.at(-1)) seen.push(state);
  }
  expect(seen).toEqual(['running', 'streaming', 'running', 'streaming', 'running', 'done']);
});

test('what ran when the engine went away shows as interrupted, and runs again when it is back', () => {
  const view = fold([opened('s1', 'a'), text('s1', 'a', 'Half')]);
  const states = [node(view, 'a')?.state];
  setRunState(view, 'interrupted');
  states.push(node(view, 'a')?.state);
  setRunState(view, 'running');
  states.push(node(view, 'a')?.state);
  expect(states).toEqual(['streaming', 'interrupted', 'streaming']);
});

function fiftyWords(who: string): string {
  return Array.from({ length: 50 }, (_, i) => `${who}${i} `).join('');
}

test('branches that stream at once each keep a row of their own', () => {
  const events = [opened('s1', 'a'), opened('s2', 'b')];
  for (let i = 0; i < 50; i++) events.push(text('s1', 'a', `a${i} `), text('s2', 'b', `b${i} `));
  const view = fold(events);
  expect(view.rows.map(describeRow)).toEqual([
    `a text: ${fiftyWords('a')}`,
    `b text: ${fiftyWords('b')}`,
  ]);
});

test('a node without stream and trace still has its state', () => {
  const view = fold([
    opened('s1', 'quiet'),
    event('status', 's1', 'quiet', { type: 'span-closed', state: 'done', durationUs: 2500 }, 2500),
  ]);
  expect(node(view, 'quiet')).toEqual({
    state: 'done',
    startedUs: 0,
    durationMs: 2.5,
    tokens: 0,
    calls: 0,
    liveText: '',
  });
});

test('long text goes on in further rows, and not a character is lost', () => {
  const deltas = Array.from({ length: 6000 }, (_, i) =>
    i % 40 === 39 ? `word${i}\n` : `word${i} `,
  );
  const view = fold([opened('s1', 'a'), ...deltas.map((delta) => text('s1', 'a', delta))]);
  const texts = view.rows.map((row) => (row.kind === 'text' ? readRowText(row) : ''));
  expect(texts.join('')).toBe(deltas.join(''));
  expect(Math.max(...texts.map((part) => part.length))).toBeLessThan(2500);
  expect(view.rows.slice(0, 2).map((row) => row.kind === 'text' && row.continues)).toEqual([
    false,
    true,
  ]);
  expect(node(view, 'a')?.liveText).toBe(deltas.join('').slice(-400));
});

test('the rate is pieces per second of streaming, not of waiting', () => {
  const events = [opened('s1', 'a')];
  for (let i = 0; i < 11; i++) events.push(text('s1', 'a', 'x', 5_000_000 + i * 20_000));
  const view = fold(events);
  expect(node(view, 'a')).toMatchObject({ tokensPerSecond: 50, firstTokenMs: 5000, tokens: 11 });
});

test('a turn that starts anew within its span, and fails in the end', () => {
  const error = { code: 'provider_error', message: 'It failed.' };
  const view = fold([
    opened('s1', 'model'),
    text('s1', 'model', 'Hel'),
    event('output', 's1', 'model', { type: 'retry', delayMs: 5, error, within: true }),
    event('status', 's1', 'model', { type: 'span-closed', state: 'failed', durationUs: 1, error }),
  ]);
  expect(view.rows.map(describeRow)).toEqual([
    'model text (superseded): Hel',
    'model retry after 5 ms: provider_error',
    'model failure: provider_error',
  ]);
});

describe('what a run costs', () => {
  const usage = (inputTokens: number, costUsd?: number): object => ({
    inputTokens,
    outputTokens: 1,
    ...(costUsd === undefined ? {} : { costUsd }),
  });
  const closed = (spanId: string, nodeId: string, sum: object): RunEvent =>
    event('status', spanId, nodeId, {
      type: 'span-closed',
      state: 'done',
      durationUs: 1,
      usage: sum,
    });
  const told = (spanId: string, nodeId: string, more: object): RunEvent =>
    event('output', spanId, nodeId, { type: 'usage', usage: more });

  test('is summed as it is told, each step once, and shown for node and run', () => {
    const view = fold([
      opened('s1', 'agent'),
      opened('s2', 'agent', 's1'),
      told('s2', 'agent', usage(10, 0.25)),
      told('s2', 'agent', usage(10, 0.5)),
      closed('s2', 'agent', usage(20, 0.75)),
      opened('s3', 'agent', 's1'),
      // Without its stream, a step tells its cost at its end only.
      closed('s3', 'agent', usage(5, 0.125)),
      closed('s1', 'agent', usage(25, 0.875)),
      opened('s4', 'free'),
      told('s4', 'free', usage(3)),
      closed('s4', 'free', usage(3)),
    ]);
    expect([view.costUsd, node(view, 'agent')?.costUsd, node(view, 'free')?.costUsd]).toEqual([
      0.875,
      0.875,
      undefined,
    ]);
  });

  test('is not known where no connection has prices', () => {
    expect(fold([opened('s', 'n'), told('s', 'n', usage(1))]).costUsd).toBeUndefined();
  });
});
