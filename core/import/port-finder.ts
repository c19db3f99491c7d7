import type { NodePorts, Port } from '../model/port.ts';
import type { KindChecks } from '../model/validate-flow.ts';
import type { NodeNames } from './node-names.ts';
import type { PlaceholderPorts } from './placeholder-ports.ts';

/** One end of a wire of the flow. */
export interface End {
  readonly nodeId: string;
  readonly port: string;
}

/** A port, and whether it faces the inside of a container. */
export type FoundPort = Port & { readonly isInner: boolean };

/** Finds the ports of the flow's nodes while it is put together. */
export class PortFinder {
  readonly #names: NodeNames;
  readonly #placeholders: PlaceholderPorts;
  readonly #kinds: KindChecks;
  readonly #known = new Map<string, NodePorts>();

  constructor(names: NodeNames, placeholders: PlaceholderPorts, kinds: KindChecks) {
    this.#names = names;
    this.#placeholders = placeholders;
    this.#kinds = kinds;
  }

  /** The port at an end; an outer one before an inner one of the same id. */
  find({ nodeId, port }: End, side: 'inputs' | 'outputs'): FoundPort | undefined {
    const owner = this.#names.ownerOf(nodeId);
    if (owner === undefined) return undefined;
    if (owner.part === undefined) {
      const own = this.#placeholders.of(nodeId)[side].find(({ id }) => id === port);
      return own && { ...own, multiple: true, isInner: false };
    }
    const ports = this.#portsOf(nodeId, owner.part.kind, owner.part.settings);
    const outer = ports[side].find(({ id }) => id === port);
    if (outer !== undefined) return { ...outer, isInner: false };
    const inner = ports.inner?.[side].find(({ id }) => id === port);
    return inner && { ...inner, isInner: true };
  }

  #portsOf(nodeId: string, kind: string, settings: Parameters<KindPorts>[0]): NodePorts {
    const known = this.#known.get(nodeId);
    if (known !== undefined) return known;
    const ports = this.#kinds.find(kind)?.ports(settings) ?? { inputs: [], outputs: [] };
    this.#known.set(nodeId, ports);
    return ports;
  }
}

type KindPorts = NonNullable<ReturnType<KindChecks['find']>>['ports'];
