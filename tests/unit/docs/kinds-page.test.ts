import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KindRegistry } from '../../../core/module/kind-registry.ts';
import { builtInKinds } from '../../../core/modules/index.ts';
import { describeKind, openingOf } from '../../../scripts/kinds-page/describe-kind.ts';
import { readExamples } from '../../../scripts/kinds-page/read-examples.ts';

const page = readFileSync('docs/kinds.md', 'utf8');
const descriptors = new KindRegistry(builtInKinds).list();
const examples = readExamples('examples');

test.each(descriptors)(
  'docs/kinds.md tells of $kind as it is; else: npm run kinds-page',
  (kind) => {
    expect(page).toContain(describeKind(kind, examples));
  },
);

test('docs/kinds.md tells of no other kind', () => {
  const told = Array.from(page.matchAll(/^<!-- kind: (.+) -->$/gm), ([, kind]) => kind ?? '');
  expect(told.toSorted()).toEqual(descriptors.map(({ kind }) => kind).toSorted());
  expect(openingOf('x')).toBe('<!-- kind: x -->');
});

test('docs/kinds.md names the settings that every kind has, with their defaults', () => {
  const [, after = ''] = page.split('## Settings of every kind\n');
  const rows = Array.from(
    (after.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \| .+ \| `(.+)` \|$/gm),
    ([, key, value]) => [key, value],
  );
  const base = builtInKinds[0]?.settings.parse({});
  const keys = ['stream', 'trace', 'timeoutMs', 'retries', 'onError', 'defaultValue'] as const;
  expect(rows).toEqual(keys.map((key) => [key, JSON.stringify(base?.[key]).replaceAll('"', '')]));
});
