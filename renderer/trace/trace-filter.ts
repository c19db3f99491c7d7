import { create } from 'zustand';
import type { SpanState } from '../../core/contracts/events.ts';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import { spanStates, type SpanTable } from '../run/span-table.ts';

/** Which steps the trace shows, besides the searched words. */
export interface TraceFilter {
  /** Empty for all. */
  readonly states: readonly SpanState[];
  readonly families: readonly KindCategory[];
  /** Only steps of this node, by its id in the run. */
  readonly nodeId: string | undefined;
  /** 0 for all. */
  readonly minMs: number;
}

/** Shows every step. */
export const noFilter: TraceFilter = { states: [], families: [], nodeId: undefined, minMs: 0 };

interface TraceView {
  readonly mode: 'tree' | 'timeline';
  readonly filter: TraceFilter;
  readonly words: string;
  /** Follows the canvas: only steps of the selected node. */
  readonly onlySelected: boolean;
}

/** How the person looks at traces; stays while the app is open. */
export const useTraceStore = create<TraceView>()(() => ({
  mode: 'timeline',
  filter: noFilter,
  words: '',
  onlySelected: false,
}));

/** Changes how traces are looked at. */
export function lookAtTrace(part: Partial<TraceView>): void {
  useTraceStore.setState(part);
}

/** Adds a choice to a list of choices, or takes it away. */
export function toggleChoice<Choice>(
  choices: readonly Choice[],
  choice: Choice,
): readonly Choice[] {
  return choices.includes(choice)
    ? choices.filter((other) => other !== choice)
    : [...choices, choice];
}

/** Whether a row passes the filter; undefined when every row does. `familyOf` says which family a kind is of. */
export function makeRowFilter(
  table: SpanTable,
  filter: TraceFilter,
  familyOf: (kind: string) => KindCategory,
): ((row: number) => boolean) | undefined {
  const { states, families, nodeId, minMs } = filter;
  if (states.length + families.length === 0 && nodeId === undefined && minMs === 0) {
    return undefined;
  }
  const stateOn = spanStates.map((state) => states.length === 0 || states.includes(state));
  const kindOn = new Map<number, boolean>();
  const node = nodeId === undefined ? undefined : table.share(nodeId);
  const { columns } = table;
  const isKindOn = (kind: number): boolean => {
    const known = kindOn.get(kind);
    if (known !== undefined) return known;
    const on = families.includes(familyOf(table.name(kind)));
    kindOn.set(kind, on);
    return on;
  };
  return (row) =>
    stateOn[columns.state[row] ?? 0] === true &&
    (node === undefined || columns.node[row] === node) &&
    // What still runs has no length yet, and may become long.
    (minMs === 0 || !((columns.durationUs[row] ?? 0) < minMs * 1000)) &&
    (families.length === 0 || isKindOn(columns.kind[row] ?? 0));
}
