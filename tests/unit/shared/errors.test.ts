import { expect, test } from 'vitest';
import { MillraceError, toErrorInfo } from '../../../core/shared/errors.ts';

test('an error brings along what led to it, and how to be read again', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
    code: 'ECONNREFUSED',
  });
  const fetching = new TypeError('fetch failed', { cause: refused });
  const error = new MillraceError('http_failed', 'It gave no answer.', {
    action: 'Check it.',
    cause: new MillraceError('inner', 'The request broke.', { details: [1], cause: fetching }),
  });
  const info = toErrorInfo(error);
  expect(info).toEqual({
    code: 'http_failed',
    message: 'It gave no answer.',
    action: 'Check it.',
    cause: {
      code: 'inner',
      message: 'The request broke.',
      details: [1],
      cause: {
        code: 'unexpected',
        message: 'fetch failed',
        cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' },
      },
    },
  });
  expect(toErrorInfo(MillraceError.fromInfo(structuredClone(info)))).toEqual(info);
});

test('a cause that was told already is left out, and so is what stands too deep or is no error', () => {
  const told = new MillraceError('a', 'It broke: no room.', {
    cause: new Error('no room', { cause: new Error('disk full') }),
  });
  const deep = [1, 2, 3, 4, 5, 6].reduce(
    (cause, depth) => new Error(`cause ${depth}`, { cause }),
    new Error('cause 0'),
  );
  const circular = new Error('round');
  circular.cause = circular;
  const depthOf = (info: { readonly cause?: object } | undefined): number =>
    info === undefined ? 0 : 1 + depthOf(info.cause);
  expect([
    toErrorInfo(told),
    depthOf(toErrorInfo(deep)),
    toErrorInfo(circular),
    toErrorInfo(new Error('x', { cause: { status: 5 } })),
    toErrorInfo(new Error('x', { cause: 'a text' })),
    toErrorInfo(new Error('x', { cause: 'y'.repeat(9_000) })).cause?.message.length,
  ]).toEqual([
    {
      code: 'a',
      message: 'It broke: no room.',
      cause: { code: 'unexpected', message: 'disk full' },
    },
    5,
    { code: 'unexpected', message: 'round' },
    { code: 'unexpected', message: 'x' },
    { code: 'unexpected', message: 'x', cause: { code: 'unexpected', message: 'a text' } },
    2_000,
  ]);
});
