import type { PlaceholderPort } from '../model/placeholder.ts';
import { cleanId } from './node-names.ts';

type Side = 'inputs' | 'outputs';
type Ports = Readonly<Record<Side, Map<string, PlaceholderPort>>>;

/** The ports of placeholders: made by the wires that end there. */
export class PlaceholderPorts {
  readonly #nodes = new Map<string, Ports>();

  /** The id of a port, made on first use; one that carries tools stays such. */
  ensure(nodeId: string, side: Side, name: string, type: 'any' | 'tool'): string {
    const ports: Ports = this.#nodes.get(nodeId) ?? { inputs: new Map(), outputs: new Map() };
    this.#nodes.set(nodeId, ports);
    const label = name === '' ? (side === 'inputs' ? 'In' : 'Out') : name;
    const known = ports[side].get(label);
    if (known !== undefined && known.type === type) return known.id;
    // A port is of one type; the same name with another becomes a port beside it.
    const key = known === undefined ? label : `${label} (${type})`;
    const existing = ports[side].get(key);
    if (existing !== undefined) return existing.id;
    const base = name === '' ? (side === 'inputs' ? 'in' : 'out') : cleanId(name);
    const taken = new Set([...ports[side].values()].map(({ id }) => id));
    let id = base;
    for (let number = 2; taken.has(id); number++) id = `${base}_${number}`;
    ports[side].set(key, { id, label: key, type });
    return id;
  }

  of(nodeId: string): { readonly inputs: PlaceholderPort[]; readonly outputs: PlaceholderPort[] } {
    const ports = this.#nodes.get(nodeId);
    return {
      inputs: [...(ports?.inputs.values() ?? [])],
      outputs: [...(ports?.outputs.values() ?? [])],
    };
  }
}
