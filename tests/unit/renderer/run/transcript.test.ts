import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../core/contracts/events.ts';
import { formatAgo, formatBytes, formatDuration } from '../../../../renderer/run/format-figures.ts';
import { readFlowNames } from '../../../../renderer/run/read-flow-names.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView, type RunView } from '../../../../renderer/run/run-view.ts';
import { writeJsonLines, writeRows, writeTagged } from '../../../../renderer/run/transcript.ts';
import { recordedRun } from './recorded-runs.ts';

const { events } = recordedRun('done');

function fold(recorded: readonly RunEvent[]): RunView {
  const view = createRunView('run-weather', new Map([['tool1', 'get_current_weather']]));
  reduceRunEvents(view, recorded);
  return view;
}

test('the tagged form has one line per text delta, one trace line per finished step, the result last', () => {
  const lines = writeTagged(fold(events), events).split('\n');
  expect(lines.filter((line) => line.startsWith('output: ')).join('')).toBe(
    'output: Theoutput:  currentoutput:  weatheroutput:  inoutput:  Tokyooutput:  isoutput:  10output:  degreesoutput:  Celsius,output:  andoutput:  inoutput:  Parisoutput:  itoutput:  isoutput:  22output:  degreesoutput:  Celsius.',
  );
  const traces = lines.filter((line) => line.startsWith('trace: ')).map((line) => line.slice(7));
  expect(traces.map((line) => (JSON.parse(line) as { span: string; event: string }).span)).toEqual([
    'Question',
    'round 1 · demo',
    'get_current_weather · Tokyo · celsius',
    'get_current_weather · Tokyo · celsius',
    'get_current_weather · Paris · celsius',
    'round 2 · demo',
    'Weather agent',
    'Answer',
  ]);
  expect(JSON.parse(traces[3] ?? '')).toEqual({
    node: 'get_current_weather',
    span: 'get_current_weather · Tokyo · celsius',
    event: 'finished',
    input: { tool: 'get_current_weather', arguments: { location: 'Tokyo', unit: 'celsius' } },
    output: { result: '{"location": "Tokyo", "temperature": "10", "unit": "celsius"}' },
    ms: 19.4,
  });
  expect(lines.at(-1)).toBe(
    'ret: The current weather in Tokyo is 10 degrees Celsius, and in Paris it is 22 degrees Celsius.',
  );
});

test('a line stays a line', () => {
  const delta = events.find((event) => (event.body as { type: string }).type === 'text-delta')!;
  const broken = { ...delta, body: { type: 'text-delta', text: 'a\r\nb' } };
  expect(writeTagged(fold([]), [broken])).toBe(String.raw`output: a\r\nb`);
});

test('the text form reads as a conversation', () => {
  const view = fold(recordedRun('failed').events);
  expect(writeRows(view, view.rows).split('\n').slice(-2)).toEqual([
    '! The model server at 127.0.0.1:11434 does not answer.',
    '! The model server at 127.0.0.1:11434 does not answer.',
  ]);
  expect(writeRows(view, view.rows).split('\n')[0]).toBe('Weather agent:');
});

test('the JSON form gives the events back', () => {
  const lines = writeJsonLines(events).split('\n');
  expect(lines.map((line) => JSON.parse(line) as RunEvent)).toEqual(events);
});

test('figures are short and never round into a wrong unit', () => {
  expect(
    [0.04, 9.94, 9.96, 512.4, 999.6, 1420, 59_994, 59_996, 125_400].map(formatDuration),
  ).toEqual([
    '0.0 ms',
    '9.9 ms',
    '10 ms',
    '512 ms',
    '1.00 s',
    '1.42 s',
    '59.99 s',
    '1:00 min',
    '2:05 min',
  ]);
  expect([0, 999, 1000, 48_211, 999_499, 1_200_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '48 kB',
    '999 kB',
    '1.2 MB',
  ]);
  expect([formatAgo(90_000, 'en'), formatAgo(7_200_000, 'zh-CN')]).toEqual([
    '2 min. ago',
    '2小时前',
  ]);
});

test('a flow that cannot be read names nothing', () => {
  expect(
    ['{broken', '[]', '{"nodes":{"a":{"title":"A"},"b":7},"id":"f"}'].map(readFlowNames),
  ).toEqual([
    { flowId: undefined, titles: new Map() },
    { flowId: undefined, titles: new Map() },
    { flowId: 'f', titles: new Map([['a', 'A']]) },
  ]);
});
