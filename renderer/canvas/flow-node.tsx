import type { NodeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { placeholderKind } from '../../core/model/placeholder.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import type { NodeRun } from '../run/node-run.ts';
import { useNodeRun } from '../run/use-node-run.ts';
import { StallTag } from '../stalls/stall-tag.tsx';
import { useNodeStall } from '../stalls/use-node-stall.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import type { CanvasNode, CanvasNodeData } from './canvas-elements.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { NodeMarks } from '../control/node-marks.tsx';
import { NodeFooter } from './node-footer.tsx';
import { NodeQuestion } from './node-question.tsx';
import { NodeStateWord } from './node-state-word.tsx';
import { NodeTitleEditor } from './node-title-editor.tsx';
import { NodeToolbar } from './node-toolbar.tsx';
import { nodeMeasure } from './node-shape.ts';
import { PortHandle } from './port-handle.tsx';
import { ResizeCorner } from './resize-corner.tsx';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { showHidden } from '../ui/visible-text.ts';

/** A node: what it is, how it is set, and, while a run is shown, what it says. */
export const FlowNodeView = memo(function FlowNodeView({
  id,
  data,
}: NodeProps<CanvasNode>): ReactNode {
  const run = useNodeRun(id);
  const stall = useNodeStall(id)?.verdict;
  const renaming = useCanvasStore((store) => store.renaming === id);
  const [hovered, setHovered] = useState(false);
  const selected = useCanvasStore((store) => store.nodeIds.has(id));
  const { disabled, collapsed } = data;
  const isAtWork = run.state === 'running' || run.state === 'streaming';
  const live = !collapsed && showsLiveText(run, data);
  const { live: liveHeight, footer: footerHeight } = nodeMeasure;
  return (
    <div
      data-state={run.state}
      {...(stall === undefined ? {} : { 'data-stall': stall })}
      {...(disabled ? { 'data-disabled': true } : {})}
      {...(data.node.kind === placeholderKind ? { 'data-placeholder': true } : {})}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      {...(collapsed ? { 'data-collapsed': true } : {})}
      className="flow-node"
      style={{
        minHeight: data.shape.baseHeight + (live ? liveHeight + footerHeight : 0),
      }}
    >
      <header className="flex h-9 shrink-0 items-center gap-2 pr-3 pl-2.5">
        <KindIcon icon={data.kind?.icon} category={data.kind?.category} />
        {renaming ? (
          <NodeTitleEditor nodeId={id} title={data.node.title} />
        ) : (
          <span className="node-title min-w-0 grow truncate font-semibold" title={data.node.title}>
            {showHidden(data.node.title)}
          </span>
        )}
        <NodeStateWord run={run} problems={data.problems} kind={data.kind} disabled={disabled} />
      </header>
      {hovered && !renaming ? (
        <NodeToolbar nodeId={id} disabled={data.node.disabled === true} />
      ) : undefined}
      {collapsed ? undefined : (
        <Summary data={data} activity={isAtWork ? run.activity : undefined} />
      )}
      {data.shape.ports.map((placed) => (
        <PortHandle key={`${placed.side}.${placed.handleId}`} placed={placed} />
      ))}
      {collapsed ? undefined : (
        <div
          className="shrink-0"
          style={{ height: data.shape.baseHeight - nodeMeasure.header - nodeMeasure.summary }}
        />
      )}
      {live && run.question !== undefined ? <NodeQuestion pending={run.question} /> : undefined}
      {live && run.question === undefined ? <LiveText run={run} /> : undefined}
      {live ? <NodeFooter run={run} /> : undefined}
      <StallTag nodeId={id} />
      <NodeMarks nodeId={id} run={run} />
      {!collapsed && (hovered || selected) ? (
        <ResizeCorner nodeId={id} title={data.node.title} />
      ) : undefined}
    </div>
  );
});

function showsLiveText(run: NodeRun, { kind }: CanvasNodeData): boolean {
  if (run.question !== undefined) return true;
  if (run.state === 'idle' || run.state === 'skipped') return false;
  if (run.error !== undefined && run.state === 'failed') return true;
  const streams = kind?.category === 'models' || kind?.category === 'agents';
  return streams || run.liveText !== '';
}

/** What stands between the parts of a summary. */
const separator = ' · ';

interface SummaryProps {
  readonly data: CanvasNodeData;
  /** What inside the node is at work. */
  readonly activity: string | undefined;
}

function Summary({ data, activity }: SummaryProps): ReactNode {
  const { t } = useTranslation('canvas');
  const words = useKindWords();
  const text =
    data.kind === undefined
      ? t('unknownKind', { kind: data.node.kind })
      : data.summary.split(separator).map(words).join(separator) || words(data.kind.title);
  return (
    <p
      className="node-detail h-7 shrink-0 truncate px-3 text-small leading-7 text-muted"
      title={text}
    >
      {showHidden(activity === undefined ? text : [text, activity].filter(Boolean).join(' › '))}
    </p>
  );
}

function LiveText({ run }: { readonly run: NodeRun }): ReactNode {
  const say = useEngineWords();
  const failed = run.state === 'failed' && run.error !== undefined;
  return (
    <div className="node-detail flex min-h-[70px] grow basis-0 flex-col border-t border-line px-3 py-2">
      {failed ? (
        <p
          className="min-h-0 overflow-hidden text-small leading-[18px] text-failed"
          title={say(run.error.message)}
        >
          {showHidden(say(run.error.message))}
        </p>
      ) : (
        // The newest lines stay in sight: too long a text hangs from the bottom and overflows upwards.
        <div className="flex min-h-0 grow basis-0 flex-col justify-end overflow-hidden">
          <p className="live-text mb-auto shrink-0 font-mono text-small leading-[18px] break-words whitespace-pre-wrap">
            {showHidden(run.liveText)}
            {run.state === 'streaming' ? <span aria-hidden className="caret" /> : undefined}
          </p>
        </div>
      )}
    </div>
  );
}
