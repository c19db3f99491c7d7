import type { NodePorts, Port } from '../../core/model/port.ts';
import { titleBarHeight } from '../document/node-look.ts';

/** Measures of a node, px at zoom 1; all heights are fixed so that the canvas stays fast. */
export const nodeMeasure = {
  header: titleBarHeight,
  summary: 28,
  portRow: 24,
  /** Three lines of 18 px and their padding. */
  live: 70,
  footer: 28,
} as const;

/** A port with its place on the node's edge. */
export interface PlacedPort {
  readonly port: Port;
  readonly side: 'input' | 'output';
  /** Names the handle on the canvas: the port's id, marked where the port is on a container's inside. */
  readonly handleId: string;
  /** Undefined on the node's own edge; on a container's inside the px from the left or the right edge to the port. */
  readonly inset?: number;
  /** The port's middle, px from the node's top. */
  readonly y: number;
  /** Whether its label stands beside it; otherwise it shows on hover. */
  readonly labelled: boolean;
  /** The label waits for the pointer: nothing is wired here and nothing needs to be. */
  readonly quiet: boolean;
  /** A wire ends here, yet the node has no such port (any more). */
  readonly missing: boolean;
}

export interface NodeShape {
  readonly ports: readonly PlacedPort[];
  /** Height while nothing is shown of a run, px. */
  readonly baseHeight: number;
}

/** Handle ids of one node that wires end in. */
export interface WiredPorts {
  readonly inputs: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
}

interface Candidate {
  readonly port: Port;
  readonly missing: boolean;
}

/**
 * Places a node's ports. A lone data input and the first output sit at the summary line; others get a labelled row
 * each, and tools always do: they plug in below. Ports that only a wire knows are kept visible, so that no wire ends nowhere.
 */
export function shapeNode(ports: NodePorts | undefined, wired: WiredPorts): NodeShape {
  const known = ports !== undefined;
  const inputs = withMissing(ports?.inputs ?? [], wired.inputs, known);
  const outputs = withMissing(ports?.outputs ?? [], wired.outputs, known);
  const left = placeSide(inputs, 'input', wired.inputs);
  const right = placeSide(outputs, 'output', wired.outputs);
  const rows = Math.max(countRows(left), countRows(right));
  const { header, summary, portRow } = nodeMeasure;
  return {
    ports: [...left, ...right],
    baseHeight: header + summary + (rows === 0 ? 0 : rows * portRow + 4),
  };
}

/** A node that shows its title bar only: every wire ends in the middle of it. */
export function collapseShape({ ports }: NodeShape): NodeShape {
  const { header } = nodeMeasure;
  const y = header / 2;
  return {
    ports: ports.map((placed) => ({ ...placed, y, labelled: false, quiet: true })),
    baseHeight: header,
  };
}

/** Of a kind that nobody knows, the wires are all that tells of its ports: none of them is missing. */
function withMissing(
  ports: readonly Port[],
  wired: ReadonlySet<string>,
  kindKnown: boolean,
): readonly Candidate[] {
  const there = new Set(ports.map((port) => port.id));
  const unlisted = [...wired].filter((portId) => !there.has(portId));
  return [
    ...ports.map((port) => ({ port, missing: false })),
    ...unlisted.map((id) => ({
      port: { id, label: id, type: 'any' } as const,
      missing: kindKnown,
    })),
  ];
}

function placeSide(
  candidates: readonly Candidate[],
  side: PlacedPort['side'],
  wired: ReadonlySet<string>,
): readonly PlacedPort[] {
  const { header, summary, portRow } = nodeMeasure;
  const needsRow = ({ port, missing }: Candidate): boolean =>
    missing || (side === 'input' && port.type === 'tool');
  const plain = candidates.filter((candidate) => !needsRow(candidate));
  // A node's first output is its result; the first of several inputs is one among equals.
  const lone = side === 'output' || plain.length === 1 ? plain[0] : undefined;
  const rowed = [
    ...plain.filter((candidate) => candidate !== lone),
    ...candidates.filter(needsRow),
  ];
  const placed = rowed.map(({ port, missing }, row) => ({
    port,
    side,
    handleId: port.id,
    missing,
    labelled: true,
    quiet: !missing && !wired.has(port.id) && !(side === 'input' && port.required === true),
    y: header + summary + row * portRow + portRow / 2,
  }));
  if (lone === undefined) return placed;
  const atSummary = {
    ...lone,
    side,
    handleId: lone.port.id,
    labelled: false,
    quiet: true,
    y: header + summary / 2,
  };
  return [atSummary, ...placed];
}

function countRows(ports: readonly PlacedPort[]): number {
  return ports.filter((port) => port.labelled).length;
}
