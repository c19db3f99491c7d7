import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLines, shortenLines } from '../../../core/model/compare-lines.ts';

const marks = { same: ' ', added: '+', removed: '-' };
const told = (before: string, after: string): readonly string[] =>
  compareLines(before, after).map(({ change, text }) => `${marks[change]}${text}`);

test('a text that goes on has the same lines, and more', () => {
  expect(told('one\ntwo', 'one\ntwo\nthree')).toEqual([' one', ' two', '+three']);
  expect(told('one', 'one\n')).toEqual([' one', '+']);
});

test('what was removed stands before what came in its place', () => {
  expect(told('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
});

test('the lines of either text are all there, in their order', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', ''), { maxLength: 8 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = compareLines(before, after);
      const side = (gone: string): string =>
        lines
          .filter(({ change }) => change !== gone)
          .map((line) => line.text)
          .join('\n');
      expect([side('added'), side('removed')]).toEqual([before, after]);
    }),
  );
});

test('texts that have nothing in common take each other’s place, in no time', () => {
  const many = (word: string): string =>
    Array.from({ length: 20_000 }, (_, at) => word + at).join('\n');
  const lines = compareLines(many('a'), many('b'));
  expect([lines.length, lines[0]?.change, lines.at(-1)?.change]).toEqual([
    40_000,
    'removed',
    'added',
  ]);
});

test('of unchanged lines only those near a change are left', () => {
  const text = Array.from({ length: 20 }, (_, at) => String(at));
  const changed = text.with(10, 'ten');
  const shown = shortenLines(compareLines(text.join('\n'), changed.join('\n')));
  expect(shown.map((line) => (line === 'gap' ? '…' : line.text))).toEqual(
    '… 7 8 9 10 ten 11 12 13 …'.split(' '),
  );
});
