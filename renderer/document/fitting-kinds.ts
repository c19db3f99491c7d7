import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { Port, PortType } from '../../core/model/port.ts';
import { refuseConnection } from '../../core/model/port.ts';

/** The end of a wire that is fixed while its other end is looked for. */
export interface WireEnd {
  readonly nodeId: string;
  readonly portId: string;
  /** On the inside of a container. */
  readonly isInner: boolean;
  readonly side: 'input' | 'output';
  readonly type: PortType;
  /** Wires that make way: an input takes one, unless it takes many. */
  readonly replaces: readonly string[];
}

/** A kind that can take the other end of a wire, and its port for it. */
export interface FittingKind {
  readonly kindId: string;
  readonly portId: string;
}

/** The kinds with a port that fits the wire's end, in their order; each with its best port. */
export function listFittingKinds(
  kinds: readonly KindDescriptor[],
  end: Pick<WireEnd, 'side' | 'type'>,
): readonly FittingKind[] {
  return kinds.flatMap((kind) => {
    const port =
      end.side === 'output'
        ? bestPort(kind.ports.inputs, end.type, (port) => refuseConnection(end.type, port.type))
        : bestPort(kind.ports.outputs, end.type, (port) => refuseConnection(port.type, end.type));
    return port === undefined ? [] : [{ kindId: kind.kind, portId: port.id }];
  });
}

/** A port of the very type before one that converts. */
function bestPort(
  ports: readonly Port[],
  type: PortType,
  refuse: (port: Port) => string | undefined,
): Port | undefined {
  const fitting = ports.filter((port) => refuse(port) === undefined);
  return fitting.find((port) => port.type === type) ?? fitting[0];
}
