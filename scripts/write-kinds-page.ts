import { readFileSync, writeFileSync } from 'node:fs';
import { KindRegistry } from '../core/module/kind-registry.ts';
import { builtInKinds } from '../core/modules/index.ts';
import { closing, describeKind, openingOf } from './kinds-page/describe-kind.ts';
import { readExamples } from './kinds-page/read-examples.ts';

// Brings docs/kinds.md up to date with the kinds; what stands outside of the comments is kept as it is.

const path = 'docs/kinds.md';
const examples = readExamples('examples');
let page = readFileSync(path, 'utf8');
for (const descriptor of new KindRegistry(builtInKinds).list()) {
  const part = describeKind(descriptor, examples);
  const start = page.indexOf(openingOf(descriptor.kind));
  if (start < 0) {
    page = `${page.trimEnd()}\n\n### ${descriptor.title}\n\n${part}\n`;
    continue;
  }
  const end = page.indexOf(closing, start) + closing.length;
  page = page.slice(0, start) + part + page.slice(end);
}
writeFileSync(path, page);
