import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { findKind } from '../engine/engine-store.ts';
import { classNames } from '../ui/class-names.ts';
import { drawFlow } from './draw-flow.ts';
import type { DrawnNode } from './draw-flow.ts';

/** A small drawing of a flow: its nodes in the hues of their families, and its wires. */
export function FlowDrawing({ document }: { readonly document: FlowDocument }): ReactNode {
  const { view, frames, nodes, wires } = useMemo(
    () => drawFlow(document, (id) => isContainer(document.nodes[id]?.kind)),
    [document],
  );
  return (
    <svg
      aria-hidden
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      className="size-full"
    >
      {frames.map((node) => (
        <Shape
          key={node.id}
          node={node}
          className="fill-[color-mix(in_srgb,var(--family)_6%,transparent)] [stroke-dasharray:3_3]"
        />
      ))}
      <path
        d={wires.join('')}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-(--muted)"
      />
      {nodes.map((node) => (
        <Shape
          key={node.id}
          node={node}
          className="fill-[color-mix(in_srgb,var(--family)_22%,var(--panel))]"
        />
      ))}
    </svg>
  );
}

interface ShapeProps {
  readonly node: DrawnNode;
  readonly className: string;
}

function Shape({ node: { kind, x, y, width, height }, className }: ShapeProps): ReactNode {
  return (
    <rect
      {...{ x, y, width, height }}
      rx={20}
      data-family={findKind(kind)?.category ?? 'io'}
      vectorEffect="non-scaling-stroke"
      className={classNames('stroke-(--family)', className)}
    />
  );
}

function isContainer(kind: string | undefined): boolean {
  return kind !== undefined && findKind(kind)?.isContainer === true;
}
