import { expect, test } from 'vitest';
import { builtInKinds } from '../../../../core/modules/index.ts';
import { kinds } from '../../../../renderer/i18n/zh-CN/kinds.ts';

test('what ports mean is said in Chinese for every kind that ships', () => {
  const descriptions = builtInKinds
    .map(({ ports }) => ports)
    .flatMap(({ inputs, outputs, inner }) => [
      ...inputs,
      ...outputs,
      ...(inner?.inputs ?? []),
      ...(inner?.outputs ?? []),
    ])
    .flatMap(({ description }) => description ?? []);
  expect(descriptions.filter((text) => !Object.hasOwn(kinds, text))).toEqual([]);
  expect(new Set(descriptions).size).toBeGreaterThan(25);
});
