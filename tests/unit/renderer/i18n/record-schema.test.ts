import { expect, test } from 'vitest';
import { recordViews } from '../../../../core/node/record/query/record-views.ts';
import { recordSchema } from '../../../../renderer/i18n/zh-CN/record-schema.ts';

test('all that is said of the record’s views is said in Chinese, and nothing else', () => {
  const said = recordViews.flatMap(({ about, columns }) => [
    about,
    ...columns.map((column) => column.about),
  ]);
  expect(Object.keys(recordSchema).toSorted()).toEqual([...new Set(said)].toSorted());
});
