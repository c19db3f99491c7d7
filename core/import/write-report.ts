import { placeholderKind } from '../model/placeholder.ts';
import type { LostWire } from './wire-store.ts';
import type { GraphIndex } from './graph-index.ts';
import type { ImportEntry, ImportNeed, ImportReport } from './import-report.ts';
import type { NodeMapping } from './node-mapping.ts';
import type { NodeNames } from './node-names.ts';

/** What the report is made of. */
interface ReportParts {
  readonly mappings: ReadonlyMap<string, NodeMapping>;
  readonly names: NodeNames;
  readonly lost: readonly LostWire[];
  readonly index: GraphIndex;
  readonly needs: NeedList;
}

/** Says of every node and every lost wire what became of it. */
export function writeReport({ mappings, names, lost, index, needs }: ReportParts): ImportReport {
  const report = {
    mapped: [] as ImportEntry[],
    approximated: [] as ImportEntry[],
    placeholders: [] as ImportEntry[],
    dropped: [] as ImportEntry[],
  };
  for (const mapping of mappings.values()) {
    const entry = describeMapping(mapping, names);
    if (mapping.outcome === 'placeholder') report.placeholders.push(entry);
    else if (mapping.outcome === 'dropped') report.dropped.push(entry);
    else if (mapping.notes.every(({ code }) => harmless.has(code))) report.mapped.push(entry);
    else report.approximated.push(entry);
  }
  for (const wire of lost) {
    report.dropped.push({
      id: `${wire.from} → ${wire.to}`,
      title: `${index.title(wire.from)} → ${index.title(wire.to)}`,
      type: 'wire',
      nodeIds: [],
      what: [wire.fromPort, wire.toPort].filter((port) => port !== '').join(' → '),
      why: wire.note.text,
      notes: [wire.note],
    });
  }
  return { ...report, needs: needs.list() };
}

/** Notes that tell of no difference. */
const harmless: ReadonlySet<string> = new Set([
  'became_setting',
  'passed_through',
  'added_input',
  'added_output',
]);

function describeMapping(mapping: NodeMapping, names: NodeNames): ImportEntry {
  const { node, parts, outcome, notes } = mapping;
  const kindNames = [...new Set(parts.map(({ kind }) => kind))].join(', ');
  const mainId = names.mainId(mapping);
  return {
    id: node.id,
    title: node.title,
    type: node.type,
    nodeIds:
      outcome === 'placeholder'
        ? mainId === undefined
          ? []
          : [mainId]
        : outcome === 'nodes'
          ? parts.map((part) => names.idOf(mapping, part))
          : [],
    what: outcome === 'placeholder' ? placeholderKind : outcome === 'nodes' ? kindNames : '',
    why: notes.map(({ text }) => text).join(' '),
    notes,
  };
}

/** Connections and secrets that the flow uses, each with the nodes that use it. */
export class NeedList {
  readonly #needs = new Map<string, { what: ImportNeed['what']; name: string; usedBy: string[] }>();

  /** Notes that a node uses it. */
  add(what: ImportNeed['what'], name: string, usedBy: string): void {
    const key = `${what} ${name}`;
    const need = this.#needs.get(key) ?? { what, name, usedBy: [] };
    if (!need.usedBy.includes(usedBy)) need.usedBy.push(usedBy);
    this.#needs.set(key, need);
  }

  /** All of them, in the order in which they were noted first. */
  list(): readonly ImportNeed[] {
    return [...this.#needs.values()];
  }
}
