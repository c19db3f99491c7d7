import type { FlowDocument } from './flow-document.ts';

/** A text in a flow that looks like a key. */
export interface KeyShape {
  /** From the document's root, such as ["nodes", "a1", "settings", "headers", "Authorization"]. */
  readonly path: readonly (string | number)[];
  readonly nodeId?: string;
  /** That of its node. */
  readonly title?: string;
  /** Its first characters, as much as tells which it is and no more. */
  readonly shown: string;
}

/** Of well-known providers, and long tokens behind “Bearer”. */
const keyShape =
  /\b(?:sk-[\w-]{16,}|gsk_\w{16,}|xai-\w{16,}|AIza[\w-]{30,}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|hf_\w{20,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{5,}|Bearer\s+[\w.~+/=-]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const mostFound = 100;

/** Whether a text holds what has the known shape of a key. */
export function holdsKeyShape(text: string): boolean {
  return keyShape.test(text);
}

const everyKeyShape = new RegExp(keyShape, 'g');

/** The text with all that has the known shape of a key replaced. */
export function maskKeyShapes(text: string): string {
  return keyShape.test(text) ? text.replace(everyKeyShape, '••••') : text;
}

/** The texts of a flow that look like keys, the first hundred; finds what has a known shape, and nothing else. */
export function findKeyShapes(document: FlowDocument): readonly KeyShape[] {
  const found: KeyShape[] = [];
  // Without recursion: a document may nest as deep as a file may.
  const todo: (readonly [value: unknown, path: readonly (string | number)[]])[] = [[document, []]];
  for (let next = todo.pop(); next && found.length < mostFound; next = todo.pop()) {
    const [value, path] = next;
    if (typeof value === 'string') {
      const key = keyShape.exec(value)?.[0];
      if (key !== undefined)
        found.push({ path, ...ownerOf(document, path), shown: `${key.slice(0, 6)}…` });
    } else if (typeof value === 'object' && value !== null) {
      const isList = Array.isArray(value);
      for (const [name, item] of Object.entries(value).toReversed())
        todo.push([item, [...path, isList ? Number(name) : name]]);
    }
  }
  return found;
}

function ownerOf(
  { nodes }: FlowDocument,
  [area, nodeId]: readonly (string | number)[],
): Pick<KeyShape, 'nodeId' | 'title'> {
  if (area !== 'nodes' || typeof nodeId !== 'string') return {};
  const title = nodes[nodeId]?.title;
  return { nodeId, ...(title === undefined ? {} : { title }) };
}
