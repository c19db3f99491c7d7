import { expect, test } from 'vitest';
import type {
  StallFigure,
  StallMeasure,
  StallRow,
  StallVerdict,
} from '../../../../core/contracts/run-history.ts';
import {
  calmRow,
  compareFigure,
  pickFigure,
  sortBySlowness,
} from '../../../../renderer/stalls/pick-figure.ts';

function figure(
  measure: StallMeasure,
  verdict: StallVerdict,
  ratio: number | undefined,
  value = 2_000_000,
): StallFigure {
  const median = ratio === undefined ? {} : { ratio, median: value / ratio };
  return { measure, value, spanId: 's1', samples: 5, verdict, ...median };
}

function row(nodeId: string, ...figures: readonly StallFigure[]): StallRow {
  return { nodeId, kind: 'llm', title: nodeId, spans: 1, figures, verdict: 'usual' };
}

const slow = row('slow', figure('duration', 'usual', 1.9), figure('queue', 'slow', 1.6));
const slower = row('slower', figure('queue', 'very-slow', 3), figure('duration', 'slow', 9));
const usual = row('usual', figure('duration', 'usual', 1.1));
const fresh = row('fresh', figure('duration', 'no-history', undefined));

test('the worst figure is the one with the worst verdict, then with the greatest ratio', () => {
  const worst = [slow, slower, usual, fresh, row('none')].map(
    (each) => pickFigure(each, 'worst')?.measure,
  );
  const durations = [slow, slower].map((each) => pickFigure(each, 'duration')?.ratio);
  expect([worst, durations, pickFigure(usual, 'queue')]).toEqual([
    ['queue', 'queue', 'duration', 'duration', undefined],
    [1.9, 9],
    undefined,
  ]);
});

test('times too short to be noticed alarm nobody', () => {
  const short = row('short', figure('duration', 'very-slow', 4, 4_000));
  const rate = row('rate', figure('tokens-per-second', 'slow', 2, 30));
  const calm = [short, rate, slower, fresh].map(calmRow);
  expect(calm.map(({ verdict, figures }) => [verdict, figures[0]?.verdict])).toEqual([
    ['usual', 'usual'],
    ['slow', 'slow'],
    ['very-slow', 'very-slow'],
    ['no-history', 'no-history'],
  ]);
});

test('nodes come by slowness, those without the figure last', () => {
  const rows = [row('none'), fresh, usual, slow, slower];
  const names = (measure: 'worst' | 'queue'): readonly string[] =>
    sortBySlowness(rows, measure).map(({ nodeId }) => nodeId);
  expect([names('worst'), names('queue').slice(0, 2)]).toEqual([
    ['slower', 'slow', 'usual', 'fresh', 'none'],
    ['slower', 'slow'],
  ]);
});

test('a figure is slower, faster or as usual; too short a time says nothing', () => {
  const compared = [
    figure('duration', 'very-slow', 2.4),
    figure('duration', 'usual', 1.2),
    figure('duration', 'usual', 0.5),
    figure('duration', 'usual', 3, 900),
    figure('tokens-per-second', 'slow', 2, 20),
    figure('duration', 'no-history', undefined),
    figure('queue', 'usual', undefined),
  ].map(compareFigure);
  expect(compared).toEqual([
    { kind: 'slower', times: 2.4 },
    { kind: 'usual' },
    { kind: 'faster', times: 2 },
    { kind: 'usual' },
    { kind: 'slower', times: 2 },
    { kind: 'no-history' },
    { kind: 'usual' },
  ]);
});
