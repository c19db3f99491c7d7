import { expect, test } from 'vitest';
import { storePart } from '../../../../renderer/chat/chat-part.ts';
import { foldChat } from '../../../../renderer/chat/fold-chat.ts';
import { reduceRunEvents } from '../../../../renderer/run/reduce-run-events.ts';
import { createRunView } from '../../../../renderer/run/run-view.ts';
import { recordedRun } from '../run/recorded-runs.ts';

const agent = new Set(['agent']);

test('an answer holds its text, and its tool calls with what came of them', () => {
  const view = createRunView('run-weather');
  reduceRunEvents(view, recordedRun('done').events);
  const parts = foldChat(view, agent).map(storePart);
  expect(parts.map(({ kind }) => kind)).toEqual(['reasoning', 'call', 'call', 'text']);
  expect(parts[1]).toMatchObject({ name: 'get_current_weather', result: { isError: false } });
  expect(JSON.parse((parts[1] as { arguments: string }).arguments)).toHaveProperty('location');
  expect(parts.at(-1)).toMatchObject({ isAnswer: true });
});

test('folding event by event comes to the same as folding the whole run', () => {
  const { events } = recordedRun('done');
  const whole = createRunView('run-weather');
  reduceRunEvents(whole, events);
  const grown = createRunView('run-weather');
  for (const event of events) {
    reduceRunEvents(grown, [event]);
    foldChat(grown, agent);
  }
  expect(foldChat(grown, agent).map(storePart)).toEqual(foldChat(whole, agent).map(storePart));
});

test('where another node answers, what was streamed was said on the way', () => {
  const view = createRunView('run-weather');
  reduceRunEvents(view, recordedRun('done').events);
  const parts = foldChat(view, new Set(['elsewhere'])).map(storePart);
  const texts = parts.filter((part) => 'text' in part);
  expect(texts.map(({ isAnswer }) => isAnswer)).toEqual([false, false, true]);
});

test('what failed says why', () => {
  const view = createRunView('run-weather');
  reduceRunEvents(view, recordedRun('failed').events);
  expect(foldChat(view, agent).some(({ kind }) => kind === 'failure')).toBe(true);
});
