import type { KindChecks } from '../model/validate-flow.ts';
import type { GraphIndex } from './graph-index.ts';
import type { MappedPart, NodeMapping, PartPort } from './node-mapping.ts';
import type { NodeNames } from './node-names.ts';
import type { PlaceholderPorts } from './placeholder-ports.ts';
import { PortFinder } from './port-finder.ts';
import type { End } from './port-finder.ts';
import type { Reference, SourceWire } from './source-graph.ts';
import { longestOffer, writePath } from './value-path.ts';
import { placeOf, WireDrawer } from './wire-drawer.ts';
import type { DraftEdge, LostWire } from './wire-store.ts';

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
  return { edges: drawing.drawer.wires.list(), lost: drawing.drawer.lost };
}

class Drawing {
  readonly drawer: WireDrawer;
  readonly #options: ConnectOptions;
  readonly #finder: PortFinder;
  readonly #picks = new Map<string, End>();

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.#finder = new PortFinder(options.names, options.ports, options.kinds);
    this.drawer = new WireDrawer(this.#finder, options.index);
  }

  /** The wires that a rule asked for: inside the mapping, and from values that its texts name. */
  drawOwn(mapping: NodeMapping): void {
    if (mapping.outcome !== 'nodes') return;
    for (const { from, to } of mapping.inner) {
      const origin = { from: mapping.node.id, fromPort: '', to: mapping.node.id, toPort: '' };
      this.drawer.draw(this.#endOf(mapping, from), this.#endOf(mapping, to), origin);
    }
    for (const { part, port, ref } of mapping.wants) {
      const origin = { from: ref.node, fromPort: ref.field, to: mapping.node.id, toPort: port };
      const from = this.#find(ref, 'any', mapping);
      if (from === undefined) {
        mapping.note('unresolved', { name: [this.#title(ref.node), ref.field].join('.') });
        continue;
      }
      this.drawer.draw(from, this.#endOf(mapping, { part, port }), origin);
    }
  }

  /** A wire that carries a value or a tool. */
  drawWire(wire: SourceWire): void {
    const { mappings, names, ports } = this.#options;
    const target = mappings.get(wire.to);
    const source = mappings.get(wire.from);
    if (target === undefined || source === undefined) return this.drawer.lose(wire, 'node_missing');
    if (source.outcome === 'setting' || target.outcome === 'setting') return;
    if (target.consumed.has(wire.from) || target.consumed.has(wire.toPort)) return;
    const type = wire.role === 'tool' ? 'tool' : 'any';
    if (target.outcome === 'placeholder') {
      const from = this.#find({ node: wire.from, field: wire.fromPort }, type);
      if (from === undefined)
        return this.drawer.lose(wire, 'no_output', { from: source.node.title });
      const nodeId = names.mainId(target) ?? '';
      const taken = this.#finder.find(from, 'outputs')?.type === 'tool' ? 'tool' : 'any';
      const port = ports.ensure(nodeId, 'inputs', wire.toPort, taken);
      return this.drawer.draw(from, { nodeId, port }, wire);
    }
    const accepted = target.accepts.get(wire.toPort) ?? target.accepts.get('');
    if (accepted === undefined || target.outcome !== 'nodes') {
      return this.drawer.lose(wire, 'no_input', { to: target.node.title });
    }
    const to = this.#endOf(target, accepted);
    const wanted = this.#finder.find(to, 'inputs')?.type === 'tool' ? 'tool' : 'any';
    const from = this.#find({ node: wire.from, field: wire.fromPort }, wanted);
    if (from === undefined) return this.drawer.lose(wire, 'no_output', { from: source.node.title });
    this.drawer.draw(from, to, wire);
  }

  /** A wire that only says what runs next: it is drawn where no value says so already. */
  drawOrder(wire: SourceWire): void {
    const { mappings, names, ports } = this.#options;
    const source = mappings.get(wire.from);
    const target = mappings.get(wire.to);
    if (source === undefined || target === undefined) return this.drawer.lose(wire, 'node_missing');
    if (source.outcome === 'setting' || source.outcome === 'dropped') return;
    if (target.outcome === 'setting' || target.outcome === 'dropped') return;
    const isBranch = wire.fromPort !== '';
    if (!isBranch && this.drawer.isWaiting(wire)) return;
    const from = this.#find({ node: wire.from, field: wire.fromPort }, 'any');
    if (from !== undefined && target.outcome === 'placeholder') {
      const nodeId = names.mainId(target) ?? '';
      return this.drawer.draw(
        from,
        { nodeId, port: ports.ensure(nodeId, 'inputs', '', 'any') },
        wire,
      );
    }
    const main = target.accepts.get('');
    const to = main === undefined ? undefined : this.#endOf(target, main);
    const isTaken = to !== undefined && this.drawer.isTaken(to);
    const isOpen =
      to !== undefined && (!isTaken || this.#finder.find(to, 'inputs')?.multiple === true);
    if (from !== undefined && to !== undefined && isOpen) return this.drawer.draw(from, to, wire);
    if (isBranch && from !== undefined && this.#guard(from, wire, target)) return;
    const title = source.node.title;
    if (isBranch) this.drawer.lose(wire, 'branch_lost', { from: title, branch: wire.fromPort });
    // What starts a flow is waited for by all of it.
    else if (source.outcome === 'placeholder' || source.wants.length > 0) {
      this.drawer.lose(wire, 'order_lost', { from: title });
    }
  }

  /**
   * Lets a branch decide whether a node runs: one of the node's values goes through the branch, or through a pick that
   * waits for it. False where the node takes no value at all.
   */
  #guard(branch: End, wire: SourceWire, target: NodeMapping): boolean {
    const { index, names } = this.#options;
    const ways = index.into(wire.to).filter(({ role }) => role === 'order');
    if (ways.length > 1) {
      target.note('branches_meet');
      return true;
    }
    const edge = target.parts
      .flatMap((part) => this.drawer.wires.into(names.idOf(target, part)))
      .find(({ isFree }) => !isFree);
    if (this.#options.kinds.find('pick') === undefined) return false;
    if (edge === undefined) return this.#guardResult(branch, wire, target);
    const passed = this.drawer.wires
      .into(branch.nodeId)
      .find(({ to }) => to.port === 'value' || to.port === 'text')?.from;
    this.drawer.wires.remove(edge);
    if (passed !== undefined && placeOf(passed) === placeOf(edge.from)) {
      this.drawer.wires.add({ ...edge, from: branch });
      return true;
    }
    const gate = this.#addPick(target, `when ${wire.fromPort}`, '$data');
    this.drawer.forget(edge);
    this.drawer.draw(branch, { nodeId: gate, port: 'value' }, wire);
    this.drawer.draw(edge.from, { nodeId: gate, port: 'data' }, edge.origin);
    this.drawer.draw({ nodeId: gate, port: 'value' }, edge.to, edge.origin);
    return true;
  }

  /** A node that takes no value runs anyway; what it gives goes on only when the branch was taken. */
  #guardResult(branch: End, wire: SourceWire, target: NodeMapping): boolean {
    const offered = target.offers.get('');
    if (offered === undefined) return false;
    const end = this.#endOf(target, offered);
    const readers = this.drawer.wires
      .outOf(end.nodeId)
      .filter(({ from }) => from.port === end.port);
    const { part, nodeId } = this.#addPickPart(target, `when ${wire.fromPort}`, '$data');
    for (const reader of readers) {
      this.drawer.wires.remove(reader);
      this.drawer.wires.add({ ...reader, from: { nodeId, port: 'value' } });
    }
    for (const [field, offer] of target.offers) {
      if (offer.part === offered.part && offer.port === offered.port)
        target.offer(field, part, 'value');
    }
    this.drawer.draw(branch, { nodeId, port: 'value' }, wire);
    this.drawer.draw(end, { nodeId, port: 'data' }, { ...wire, fromPort: '', from: wire.to });
    return true;
  }

  #addPick(mapping: NodeMapping, title: string, expression: string): string {
    return this.#addPickPart(mapping, title, expression).nodeId;
  }

  #addPickPart(
    mapping: NodeMapping,
    title: string,
    expression: string,
  ): { readonly part: MappedPart; readonly nodeId: string } {
    const count = mapping.parts.filter(({ kind }) => kind === 'pick').length;
    const part = mapping.add(
      'pick',
      { expression },
      { key: title, title: `${mapping.node.title}: ${title}`, offset: [-60, -90 - count * 90] },
    );
    return { part, nodeId: this.#options.names.addPart(mapping, part) };
  }

  #title(id: string): string {
    return this.#options.index.title(id);
  }

  #endOf(mapping: NodeMapping, { part, port }: PartPort): End {
    return { nodeId: this.#options.names.idOf(mapping, part), port };
  }

  /** Where a value comes from. A part of it is picked for a reader, or noted where that cannot be. */
  #find({ node, field }: Reference, type: 'any' | 'tool', reader?: NodeMapping): End | undefined {
    const { mappings, names, ports } = this.#options;
    const source = mappings.get(node);
    if (source === undefined) return undefined;
    if (source.outcome === 'placeholder') {
      const nodeId = names.mainId(source) ?? '';
      return { nodeId, port: ports.ensure(nodeId, 'outputs', field, type) };
    }
    if (source.outcome !== 'nodes') return undefined;
    const [prefix, rest] = longestOffer(source, field);
    const offered = source.offers.get(prefix);
    if (offered === undefined) return undefined;
    const end = this.#endOf(source, offered);
    if (rest === '' || reader === undefined) return end;
    return this.#pick(end, rest, reader) ?? this.#takeWhole(end, source, field, reader);
  }

  #takeWhole(end: End, source: NodeMapping, part: string, reader: NodeMapping): End {
    reader.note('part_not_picked', { from: source.node.title, part });
    return end;
  }

  #pick(end: End, path: string, reader: NodeMapping): End | undefined {
    const type = this.#finder.find(end, 'outputs')?.type;
    const expression = writePath(path);
    if ((type !== 'json' && type !== 'any') || expression === undefined) return undefined;
    if (this.#options.kinds.find('pick') === undefined) return undefined;
    const key = `${reader.node.id} ${placeOf(end)} ${path}`;
    const known = this.#picks.get(key);
    if (known !== undefined) return known;
    const nodeId = this.#addPick(reader, path, expression);
    const picked = { nodeId, port: 'value' };
    this.#picks.set(key, picked);
    const origin = { from: reader.node.id, fromPort: path, to: reader.node.id, toPort: '' };
    this.drawer.draw(end, { nodeId, port: 'value' }, origin);
    return picked;
  }
}
