import { placeholderKind } from '../model/placeholder.ts';
import { refuseConnection } from '../model/port.ts';
import type { Port, PortType } from '../model/port.ts';
import type { KindChecks } from '../model/validate-flow.ts';
import type { GraphIndex } from './graph-index.ts';
import { createNote } from './import-notes.ts';
import type { ImportNote, NoteCode } from './import-notes.ts';
import type { NodeMapping, PartPort } from './node-mapping.ts';
import type { NodeNames } from './node-names.ts';
import type { PlaceholderPorts } from './placeholder-ports.ts';
import type { Reference, SourceWire } from './source-graph.ts';

interface End {
  readonly nodeId: string;
  readonly port: string;
}

type Origin = Omit<SourceWire, 'role'>;

/** A wire of the flow, with what it came from. */
export interface DraftEdge {
  readonly from: End;
  readonly to: End;
  readonly isTool: boolean;
  readonly origin: Origin;
}

/** A wire of the file that the flow does not have, and why. */
export interface LostWire extends Origin {
  readonly note: ImportNote;
}

interface ConnectOptions {
  readonly index: GraphIndex;
  readonly mappings: ReadonlyMap<string, NodeMapping>;
  readonly names: NodeNames;
  readonly ports: PlaceholderPorts;
  readonly kinds: KindChecks;
}

/** Draws every wire that both of its ends have a port for. */
export function connectParts(options: ConnectOptions): {
  readonly edges: readonly DraftEdge[];
  readonly lost: readonly LostWire[];
} {
  const drawing = new Drawing(options);
  for (const mapping of options.mappings.values()) drawing.drawOwn(mapping);
  const { wires } = options.index.graph;
  for (const wire of wires) if (wire.role !== 'order') drawing.drawWire(wire);
  for (const wire of wires) if (wire.role === 'order') drawing.drawOrder(wire);
  return { edges: drawing.edges, lost: drawing.lost };
}

class Drawing {
  readonly edges: DraftEdge[] = [];
  readonly lost: LostWire[] = [];
  readonly #options: ConnectOptions;
  readonly #taken = new Set<string>();
  readonly #drawn = new Set<string>();
  /** Source nodes that wait for another one already, `from to`. */
  readonly #waits = new Set<string>();

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  /** The wires that a rule asked for: inside the mapping, and from values that its texts name. */
  drawOwn(mapping: NodeMapping): void {
    if (mapping.outcome !== 'nodes') return;
    for (const { from, to } of mapping.inner) {
      const origin = { from: mapping.node.id, fromPort: '', to: mapping.node.id, toPort: '' };
      this.#draw(this.#endOf(mapping, from), this.#endOf(mapping, to), origin);
    }
    for (const { part, port, ref } of mapping.wants) {
      const origin = { from: ref.node, fromPort: ref.field, to: mapping.node.id, toPort: port };
      const from = this.#find(ref, 'any', mapping);
      if (from === undefined) {
        mapping.note('unresolved', { name: [this.#title(ref.node), ref.field].join('.') });
        continue;
      }
      this.#draw(from, this.#endOf(mapping, { part, port }), origin);
    }
  }

  /** A wire that carries a value or a tool. */
  drawWire(wire: SourceWire): void {
    const { mappings, names, ports } = this.#options;
    const target = mappings.get(wire.to);
    const source = mappings.get(wire.from);
    if (target === undefined || source === undefined) return this.#lose(wire, 'node_missing');
    if (source.outcome === 'setting' || target.outcome === 'setting') return;
    if (target.consumed.has(wire.from)) return;
    if (target.consumed.has(wire.toPort)) return;
    const type = wire.role === 'tool' ? 'tool' : 'any';
    if (target.outcome === 'placeholder') {
      const from = this.#find({ node: wire.from, field: wire.fromPort }, type);
      if (from === undefined) return this.#lose(wire, 'no_output', { from: source.node.title });
      const nodeId = names.mainId(target) ?? '';
      const taken = this.#typeOf(from) === 'tool' ? 'tool' : 'any';
      const port = ports.ensure(nodeId, 'inputs', wire.toPort, taken);
      return this.#draw(from, { nodeId, port }, wire);
    }
    const accepted = target.accepts.get(wire.toPort) ?? target.accepts.get('');
    if (accepted === undefined || target.outcome !== 'nodes') {
      return this.#lose(wire, 'no_input', { to: target.node.title });
    }
    const to = this.#endOf(target, accepted);
    const wanted = this.#typeOf(to, 'inputs') === 'tool' ? 'tool' : 'any';
    const from = this.#find({ node: wire.from, field: wire.fromPort }, wanted);
    if (from === undefined) return this.#lose(wire, 'no_output', { from: source.node.title });
    this.#draw(from, to, wire);
  }

  /** A wire that only says what runs next: it is drawn where no value says so already and a free input is left. */
  drawOrder(wire: SourceWire): void {
    const { mappings, names, ports } = this.#options;
    const source = mappings.get(wire.from);
    const target = mappings.get(wire.to);
    if (source === undefined || target === undefined) return this.#lose(wire, 'node_missing');
    if (source.outcome === 'setting' || source.outcome === 'dropped') return;
    if (target.outcome === 'setting' || target.outcome === 'dropped') return;
    const isBranch = wire.fromPort !== '';
    if (!isBranch && this.#waits.has(`${wire.from} ${wire.to}`)) return;
    const from = this.#find({ node: wire.from, field: wire.fromPort }, 'any');
    if (from !== undefined && target.outcome === 'placeholder') {
      const nodeId = names.mainId(target) ?? '';
      const port = ports.ensure(nodeId, 'inputs', '', 'any');
      return this.#draw(from, { nodeId, port }, wire);
    }
    const main = target.accepts.get('');
    const to = main === undefined ? undefined : this.#endOf(target, main);
    const isFree = to !== undefined && !this.#taken.has(`${to.nodeId}.${to.port}`);
    if (from !== undefined && to !== undefined && isFree) return this.#draw(from, to, wire);
    const title = source.node.title;
    if (isBranch) this.#lose(wire, 'branch_lost', { from: title, branch: wire.fromPort });
    // What starts a flow is waited for by all of it.
    else if (source.outcome === 'placeholder' || source.wants.length > 0) {
      this.#lose(wire, 'order_lost', { from: title });
    }
  }

  #title(id: string): string {
    return this.#options.index.title(id);
  }

  #endOf(mapping: NodeMapping, { part, port }: PartPort): End {
    return { nodeId: this.#options.names.idOf(mapping, part), port };
  }

  /** Where a value comes from; a note goes to the reader when it gets more than it asked for. */
  #find({ node, field }: Reference, type: 'any' | 'tool', reader?: NodeMapping): End | undefined {
    const { mappings, names, ports } = this.#options;
    const source = mappings.get(node);
    if (source === undefined) return undefined;
    if (source.outcome === 'placeholder') {
      const nodeId = names.mainId(source) ?? '';
      return { nodeId, port: ports.ensure(nodeId, 'outputs', field, type) };
    }
    if (source.outcome !== 'nodes') return undefined;
    const exact = source.offers.get(field);
    const offered = exact ?? source.offers.get('');
    if (offered === undefined) return undefined;
    if (exact === undefined && field !== '') {
      reader?.note('part_not_picked', { from: source.node.title, part: field });
    }
    return this.#endOf(source, offered);
  }

  #draw(from: End, to: End, origin: Origin): void {
    const key = `${from.nodeId}.${from.port} ${to.nodeId}.${to.port}`;
    if (this.#drawn.has(key)) return;
    const output = this.#typeOf(from, 'outputs');
    const input = this.#portOf(to, 'inputs');
    if (output === undefined)
      return this.#lose(origin, 'no_output', { from: this.#title(origin.from) });
    if (input === undefined) return this.#lose(origin, 'no_input', { to: this.#title(origin.to) });
    if (refuseConnection(output, input.type) !== undefined) {
      return this.#lose(origin, 'type_mismatch');
    }
    const place = `${to.nodeId}.${to.port}`;
    if (input.multiple !== true && this.#taken.has(place)) return this.#lose(origin, 'input_taken');
    this.#taken.add(place);
    this.#drawn.add(key);
    this.#waits.add(`${origin.from} ${origin.to}`);
    this.edges.push({ from, to, isTool: input.type === 'tool', origin });
  }

  #typeOf(end: End, side: 'inputs' | 'outputs' = 'outputs'): PortType | undefined {
    return this.#portOf(end, side)?.type;
  }

  #portOf({ nodeId, port }: End, side: 'inputs' | 'outputs'): Port | undefined {
    return this.#portsById(nodeId, side).find(({ id }) => id === port);
  }

  #portsById(nodeId: string, side: 'inputs' | 'outputs'): readonly Port[] {
    const { kinds, names, ports } = this.#options;
    const owner = names.ownerOf(nodeId);
    if (owner === undefined) return [];
    if (owner.part === undefined) {
      const own = ports.of(nodeId)[side];
      return kinds.find(placeholderKind) === undefined
        ? own
        : own.map((port) => ({ ...port, multiple: true }));
    }
    const known = kinds.find(owner.part.kind)?.ports(owner.part.settings);
    return known?.[side] ?? [];
  }

  #lose(origin: Origin, code: NoteCode, params: Readonly<Record<string, string>> = {}): void {
    const { from, fromPort, to, toPort } = origin;
    this.lost.push({ from, fromPort, to, toPort, note: createNote(code, params) });
  }
}
