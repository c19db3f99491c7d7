import type { Node } from 'jsonc-parser';

/** A key of a JSON text that would be lost without a word when the text becomes an object. */
export interface KeyFault {
  readonly code: 'duplicate_key' | 'reserved_key';
  readonly message: string;
  readonly action: string;
  readonly path: readonly (string | number)[];
  /** Of the key in the text, in UTF-16 units. */
  readonly offset: number;
}

/** Keys that stand twice in one object, where only the last would count, and `__proto__`, which no object keeps. */
export function findKeyFaults(root: Node): readonly KeyFault[] {
  const faults: KeyFault[] = [];
  visit(root, [], faults);
  return faults;
}

/** Recursion is safe: the reader refuses deeply nested texts before they are parsed. */
function visit(node: Node, path: KeyFault['path'], faults: KeyFault[]): void {
  if (node.type === 'array') {
    for (const [index, item] of (node.children ?? []).entries())
      if (item.children) visit(item, [...path, index], faults);
  }
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [keyNode, value] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = String(keyNode.value);
    const place = { path: [...path, key], offset: keyNode.offset };
    if (key === '__proto__') faults.push({ ...reservedKey, ...place });
    else if (seen.has(key)) faults.push({ ...duplicateKey(key), ...place });
    seen.add(key);
    if (value?.children) visit(value, place.path, faults);
  }
}

const reservedKey = {
  code: 'reserved_key',
  message: 'Nothing can be named "__proto__" in a flow.',
  action: 'Choose another name.',
} as const;

function duplicateKey(key: string): Pick<KeyFault, 'code' | 'message' | 'action'> {
  return {
    code: 'duplicate_key',
    message: `The key "${key}" stands twice in the same object.`,
    action: 'Rename or remove one of the two; otherwise only the last one counts.',
  };
}
