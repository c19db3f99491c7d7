import * as z from 'zod';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Breakpoint, GivenOutputs } from '../../core/model/run-request.ts';
import type { JsonObject } from '../../core/shared/json.ts';
import { recall, remember } from '../host/local-memory.ts';

/** What a person marked in a flow for its runs on this computer; the file says nothing of it. */
interface FlowMarks {
  readonly breakpoints: readonly Breakpoint[];
  /** Outputs by port that nodes give instead of being run, by node id. */
  readonly pins: Readonly<Record<string, JsonObject>>;
}

interface FlowMarksStore {
  /** By the id of the flow; the one that was changed last is the last one. */
  readonly flows: Readonly<Record<string, FlowMarks>>;
}

const noMarks: FlowMarks = { breakpoints: [], pins: {} };
/** Flows whose marks are kept. */
const mostFlows = 50;
/** Characters of a pinned output as JSON: what a browser keeps is little, and shared by all. */
const longestPin = 200_000;

const breakpoint = z.union([
  z.strictObject({ node: z.string(), when: z.enum(['before', 'after']) }),
  z.strictObject({ edge: z.strictObject({ from: z.string(), to: z.string() }) }),
]);
const marks = z.object({
  breakpoints: z.array(breakpoint),
  pins: z.record(z.string(), z.record(z.string(), z.json())),
});

/** Breakpoints and pinned outputs by flow; kept in localStorage. */
export const useFlowMarks = create<FlowMarksStore>()(
  persist((): FlowMarksStore => ({ flows: {} }), {
    name: 'millrace.flow-marks',
    version: 1,
    storage: createJSONStorage(() => ({
      getItem: (key) => recall(key) ?? null,
      setItem: remember,
      removeItem: (key) => remember(key, ''),
    })),
    merge: (stored, own) => ({ ...own, flows: readFlows(stored) }),
  }),
);

/** The stored marks that make sense. */
function readFlows(stored: unknown): FlowMarksStore['flows'] {
  const { flows } = (stored ?? {}) as { readonly flows?: unknown };
  if (typeof flows !== 'object' || flows === null) return {};
  const sound = Object.entries(flows).flatMap(([id, value]) => {
    const read = marks.safeParse(value);
    return read.success ? [[id, read.data] as const] : [];
  });
  return Object.fromEntries(sound);
}

/** The marks of a flow. */
export function marksOf({ flows }: FlowMarksStore, flowId: string): FlowMarks {
  return flows[flowId] ?? noMarks;
}

function change(flowId: string, make: (marks: FlowMarks) => FlowMarks): void {
  useFlowMarks.setState(({ flows }) => {
    const { [flowId]: known = noMarks, ...others } = flows;
    const changed = make(known);
    const isEmpty = changed.breakpoints.length === 0 && Object.keys(changed.pins).length === 0;
    const kept = Object.entries(others).slice(1 - mostFlows);
    return { flows: Object.fromEntries(isEmpty ? kept : [...kept, [flowId, changed]]) };
  });
}

/** Sets a breakpoint, or takes it away where it stands already. */
export function toggleBreakpoint(flowId: string, wanted: Breakpoint): void {
  change(flowId, ({ breakpoints, pins }) => {
    const others = breakpoints.filter((one) => !isSameBreakpoint(one, wanted));
    const isSet = others.length < breakpoints.length;
    return { pins, breakpoints: isSet ? others : [...breakpoints, wanted] };
  });
}

export function clearBreakpoints(flowId: string): void {
  change(flowId, ({ pins }) => ({ pins, breakpoints: [] }));
}

/** Keeps a node's outputs for every run; false where they are too large to be kept. */
export function pinOutputs(flowId: string, nodeId: string, outputs: JsonObject): boolean {
  if (JSON.stringify(outputs).length > longestPin) return false;
  change(flowId, ({ breakpoints, pins }) => ({
    breakpoints,
    pins: { ...pins, [nodeId]: outputs },
  }));
  return true;
}

export function unpinOutputs(flowId: string, nodeId: string): void {
  change(flowId, ({ breakpoints, pins }) => {
    const { [nodeId]: _gone, ...others } = pins;
    return { breakpoints, pins: others };
  });
}

/** What a run of the flow is told of its marks. */
export function runMarks(flowId: string): {
  readonly breakpoints: readonly Breakpoint[];
  readonly given: Readonly<Record<string, GivenOutputs>>;
} {
  const { breakpoints, pins } = marksOf(useFlowMarks.getState(), flowId);
  const given = Object.entries(pins).map(
    ([nodeId, outputs]) => [nodeId, { outputs, reason: 'pinned' }] as const,
  );
  return { breakpoints, given: Object.fromEntries(given) };
}

function isSameBreakpoint(one: Breakpoint, other: Breakpoint): boolean {
  if ('edge' in one)
    return 'edge' in other && one.edge.from === other.edge.from && one.edge.to === other.edge.to;
  return 'node' in other && one.node === other.node && one.when === other.when;
}
