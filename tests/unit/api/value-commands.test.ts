import { expect, test } from 'vitest';
import { createValueHandlers } from '../../../core/api/value-commands.ts';

test('a value comes piece by piece, read from the record once', () => {
  const text = JSON.stringify('x'.repeat(95));
  let reads = 0;
  const handlers = createValueHandlers({
    readValueText(hash) {
      reads++;
      return hash === 'known' ? text : undefined;
    },
  });
  const read = (offset: number): string =>
    handlers['value.text']({ hash: 'known', offset, length: 40 }).text;
  expect([read(0) + read(40) + read(80), reads]).toEqual([text, 1]);
  expect(handlers['value.text']({ hash: 'known', offset: 500, length: 1 })).toEqual({
    text: '',
    total: text.length,
  });
  expect(() => handlers['value.text']({ hash: 'none', offset: 0, length: 1 })).toThrow(
    'This value is no longer in the record.',
  );
});
