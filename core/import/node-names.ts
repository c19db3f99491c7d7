import type { MappedPart, NodeMapping } from './node-mapping.ts';

/** A part of a mapping; without one, the placeholder that stands for all of it. */
export interface PartOwner {
  readonly mapping: NodeMapping;
  readonly part?: MappedPart;
}

/** The ids of nodes in the flow: those of the other program where they will do, unique and free of dots and spaces. */
export class NodeNames {
  readonly #ids = new Map<NodeMapping, Map<MappedPart | undefined, string>>();
  readonly #owners = new Map<string, PartOwner>();

  constructor(mappings: Iterable<NodeMapping>) {
    for (const mapping of mappings) {
      const own = new Map<MappedPart | undefined, string>();
      this.#ids.set(mapping, own);
      const base = cleanId(mapping.node.id);
      if (mapping.outcome === 'placeholder') own.set(undefined, this.#take(base, { mapping }));
      if (mapping.outcome !== 'nodes') continue;
      for (const part of mapping.parts) {
        const wanted = part.key === '' ? base : `${base}_${cleanId(part.key)}`;
        own.set(part, this.#take(wanted, { mapping, part }));
      }
    }
  }

  idOf(mapping: NodeMapping, part: MappedPart): string {
    return this.#ids.get(mapping)?.get(part) ?? '';
  }

  /** The id of a placeholder, or of a node's main part; undefined where the source node has none here. */
  mainId(mapping: NodeMapping): string | undefined {
    const own = this.#ids.get(mapping);
    return own?.get(undefined) ?? own?.get(mapping.parts[0]);
  }

  /** Names a part that was added after all others. */
  addPart(mapping: NodeMapping, part: MappedPart): string {
    const base = cleanId(mapping.node.id);
    const id = this.#take(`${base}_${cleanId(part.key)}`, { mapping, part });
    this.#ids.get(mapping)?.set(part, id);
    return id;
  }

  /** Whose id it is. */
  ownerOf(nodeId: string): PartOwner | undefined {
    return this.#owners.get(nodeId);
  }

  #take(base: string, owner: PartOwner): string {
    let id = base;
    for (let number = 2; this.#owners.has(id); number++) id = `${base}_${number}`;
    this.#owners.set(id, owner);
    return id;
  }
}

/** A text as a node's or port's id. Ids of digits only would change the order of an object's keys. */
export function cleanId(text: string): string {
  const id = text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')
    .slice(0, 60);
  if (/^_*$/.test(id) || id === '__proto__') return 'node';
  return /^\p{N}/u.test(id) ? `n${id}` : id;
}
