import { BaseEdge, getBezierPath, getStraightPath } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { nodeWidth } from '../../document/placement.ts';
import type { DifferenceEdge } from './draw-difference.ts';

const marks = { added: '+', removed: '−', same: undefined } as const;

/** The way of a node from title to title, with an arrow half-way: its ends lie under the nodes. */
function Move(props: EdgeProps<DifferenceEdge>): ReactNode {
  const { id, sourceX, sourceY, targetX, targetY } = props;
  const [from, to] = [sourceX - nodeWidth / 2, targetX + nodeWidth / 2];
  const [path, x, y] = getStraightPath({ sourceX: from, sourceY, targetX: to, targetY });
  const angle = (Math.atan2(targetY - sourceY, to - from) * 180) / Math.PI;
  return (
    <>
      <BaseEdge id={id} path={path} className="difference-wire difference-wire-move" />
      <path
        d="M-5,-5 L5,0 L-5,5"
        transform={`translate(${x} ${y}) rotate(${angle})`}
        className="difference-arrow"
      />
    </>
  );
}

/** A wire of either flow, with its sign in the middle; or the way that a node was moved. */
export const DifferenceEdgeView = memo(function DifferenceEdgeView(
  props: EdgeProps<DifferenceEdge>,
): ReactNode {
  const mark = props.data?.mark ?? 'same';
  if (mark === 'move') return <Move {...props} />;
  const [path, x, y] = getBezierPath(props);
  const sign = marks[mark];
  return (
    <>
      <BaseEdge id={props.id} path={path} className={`difference-wire difference-wire-${mark}`} />
      {sign === undefined ? undefined : (
        <g transform={`translate(${x} ${y})`} className={`difference-sign difference-sign-${mark}`}>
          <circle r={8} />
          <text textAnchor="middle" dominantBaseline="central">
            {sign}
          </text>
        </g>
      )}
    </>
  );
});
