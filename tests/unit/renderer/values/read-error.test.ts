import { expect, test } from 'vitest';
import { readError, writeError } from '../../../../renderer/values/read-error.ts';

test('a short error is shown whole, with its details and the place that it names', () => {
  const error = { code: 'http_status', message: 'It answered 500.', nodeId: 'each/get' };
  expect([
    readError({ ...error, details: { status: 500 } }, 'each'),
    readError(error, 'each/get'),
    readError({ ...error, details: ['first line', 'second line'] }, undefined).details,
    readError({ ...error, details: ['a', 1] }, undefined).details,
  ]).toEqual([
    {
      message: 'It answered 500.',
      whole: undefined,
      details: { status: 500 },
      causes: [],
      nodeId: 'each/get',
    },
    {
      message: 'It answered 500.',
      whole: undefined,
      details: undefined,
      causes: [],
      nodeId: undefined,
    },
    'first line\nsecond line',
    ['a', 1],
  ]);
});

test('a stack, many lines and a long line are folded', () => {
  const read = (message: string): readonly [string, boolean] => {
    const { message: head, whole } = readError({ code: 'broken', message }, undefined);
    return [head, whole === message];
  };
  expect([
    read('It broke.\n    at run (code.js:3:5)\n    at main (code.js:9:1)'),
    read('It broke.\nTraceback (most recent call last):\n  File "a.py", line 1'),
    read('1\n2\n3\n4\n5'),
    read('Two lines.\nAt noon.'),
    read('x'.repeat(900)),
  ]).toEqual([
    ['It broke.', true],
    ['It broke.', true],
    ['1\n2\n3', true],
    ['Two lines.\nAt noon.', false],
    [`${'x'.repeat(400)}…`, true],
  ]);
});

test('what led to an error is listed from the nearest on, and goes into a copy; a broken one ends the list', () => {
  const error = {
    code: 'http_failed',
    message: 'It gave no answer.',
    action: 'Check it.',
    details: [1],
    cause: { code: 'a', message: 'It broke.', cause: { code: 'ECONNREFUSED', message: 'refused' } },
  };
  const broken = { code: 'x', message: 'Odd.', cause: { code: 5 } } as unknown as typeof error;
  expect([
    readError(error, undefined).causes.map(({ code }) => code),
    writeError(error),
    readError(broken, undefined).causes,
  ]).toEqual([
    ['a', 'ECONNREFUSED'],
    'http_failed: It gave no answer.\nCheck it.\nbecause: a: It broke.\nbecause: ECONNREFUSED: refused\ndata: [\n  1\n]',
    [],
  ]);
});
