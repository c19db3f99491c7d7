import { readFileSync, readdirSync } from 'node:fs';
import type { ExamplesByKind } from './describe-kind.ts';

/** One example flow for each kind that any uses: the one that is named after it, else the first. */
export function readExamples(folder: string): ExamplesByKind {
  const examples = new Map<string, string>();
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.flow.json')) continue;
    const { nodes } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as {
      readonly nodes: Readonly<Record<string, { readonly kind: string }>>;
    };
    for (const kind of new Set(Object.values(nodes).map((node) => node.kind))) {
      if (!examples.has(kind) || name === `${kind}.flow.json`) examples.set(kind, name);
    }
  }
  return examples;
}
