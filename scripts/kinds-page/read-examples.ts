import { readFileSync, readdirSync } from 'node:fs';
import type { ExamplesByKind } from './describe-kind.ts';

/** Which example flows use which kind; the everyday kinds would be in nearly all, so each names three at most. */
export function readExamples(folder: string): ExamplesByKind {
  const examples = new Map<string, string[]>();
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.flow.json')) continue;
    const { nodes } = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as {
      readonly nodes: Readonly<Record<string, { readonly kind: string }>>;
    };
    for (const kind of new Set(Object.values(nodes).map((node) => node.kind))) {
      examples.set(kind, [...(examples.get(kind) ?? []), name]);
    }
  }
  return new Map(Array.from(examples, ([kind, names]) => [kind, names.slice(0, 3)]));
}
