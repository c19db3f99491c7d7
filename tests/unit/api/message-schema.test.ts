import { expect, test } from 'vitest';
import { parseClientMessage } from '../../../core/api/message-schema.ts';

test('a message that nests without end is refused by its id, not thrown at', () => {
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  const params = { flow: '', input: { deep } };
  expect(parseClientMessage({ type: 'command', id: 3, name: 'run.start', params })).toEqual({
    ok: false,
    id: 3,
    reason: 'run.start: it nests too deeply',
  });
});
