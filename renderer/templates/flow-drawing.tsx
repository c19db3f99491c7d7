import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { findKind } from '../engine/engine-store.ts';
import { classNames } from '../ui/class-names.ts';
import { drawFlow } from './draw-flow.ts';

/** A small drawing of a flow: its nodes in the hues of their families, and its wires. */
export function FlowDrawing({ document }: { readonly document: FlowDocument }): ReactNode {
  const { view, nodes, wires } = useMemo(
    () => drawFlow(document, (id) => isContainer(document.nodes[id]?.kind)),
    [document],
  );
  return (
    <svg
      aria-hidden
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      className="size-full"
    >
      {nodes.map(({ id, kind, isFrame, ...box }) => (
        <rect
          key={id}
          {...box}
          rx={20}
          data-family={findKind(kind)?.category ?? 'io'}
          vectorEffect="non-scaling-stroke"
          className={classNames(
            'stroke-(--family)',
            isFrame
              ? 'fill-[color-mix(in_srgb,var(--family)_6%,transparent)] [stroke-dasharray:3_3]'
              : 'fill-[color-mix(in_srgb,var(--family)_22%,var(--panel))]',
          )}
        />
      ))}
      <path
        d={wires.join('')}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-(--muted)"
      />
    </svg>
  );
}

function isContainer(kind: string | undefined): boolean {
  return kind !== undefined && findKind(kind)?.isContainer === true;
}
