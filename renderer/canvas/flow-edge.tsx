import { BaseEdge, getBezierPath } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWireBreakpoint } from '../control/use-wire-breakpoint.ts';
import { classNames } from '../ui/class-names.ts';
import type { NodeState } from '../run/node-run.ts';
import type { CanvasEdge } from './canvas-elements.ts';
import { useFlowDots } from './flowing-wires.ts';
import { useNodeState } from './use-node-state.ts';

function isAtWork(state: NodeState): boolean {
  return state === 'running' || state === 'streaming';
}

/** A wire: lit once something passed through it, flowing while it does, dashed where its branch was skipped. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>): ReactNode {
  const { t } = useTranslation('control');
  const source = useNodeState(props.source);
  const target = useNodeState(props.target);
  const tool = props.data?.tool === true;
  const error = props.data?.error === true;
  const passed = error ? source === 'failed' : source === 'done';
  const flowing = tool ? isAtWork(source) : isAtWork(target) && (passed || isAtWork(source));
  const lit = flowing || (!tool && passed && target === 'done');
  const skipped = !flowing && (source === 'skipped' || target === 'skipped');
  const dotted = useFlowDots(flowing);
  const holds = useWireBreakpoint(props.id);
  const [path, labelX, labelY] = getBezierPath(props);
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        interactionWidth={20}
        className={classNames(
          'wire',
          tool && 'wire-tool',
          error && 'wire-error',
          skipped && 'wire-skipped',
          lit && 'wire-lit',
          flowing && 'wire-flowing',
          holds && 'wire-breakpoint',
        )}
      />
      {holds ? (
        <circle className="wire-breakpoint-mark" cx={labelX} cy={labelY} r={5}>
          <title>{t('breakpoint_wire')}</title>
        </circle>
      ) : undefined}
      {dotted ? <path d={path} className="wire-flow" /> : undefined}
    </>
  );
});
