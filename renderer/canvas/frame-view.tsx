import type { NodeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { frameMeasure } from '../document/frames.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { useNodeRun } from '../run/use-node-run.ts';
import { StallTag } from '../stalls/stall-tag.tsx';
import { KindIcon } from '../ui/kind-icon.tsx';
import { classNames } from '../ui/class-names.ts';
import type { CanvasNode } from './canvas-elements.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { NodeStateWord } from './node-state-word.tsx';
import { NodeTitleEditor } from './node-title-editor.tsx';
import { NodeToolbar } from './node-toolbar.tsx';
import { PassCounter } from './pass-counter.tsx';
import { PortHandle } from './port-handle.tsx';
import { ResizeCorner } from './resize-corner.tsx';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { showHidden } from '../ui/visible-text.ts';

/** A container: a frame around the nodes that it runs, with ports for them on its inside. */
export const FrameView = memo(function FrameView({ id, data }: NodeProps<CanvasNode>): ReactNode {
  const { t } = useTranslation('canvas');
  const words = useKindWords();
  const say = useEngineWords();
  const run = useNodeRun(id);
  const renaming = useCanvasStore((store) => store.renaming === id);
  const target = useCanvasStore(({ drop }) =>
    drop?.into !== id ? undefined : drop.refusal === undefined ? 'takes' : 'refuses',
  );
  const [hovered, setHovered] = useState(false);
  const summary = data.summary.split(' · ').map(words).join(' · ');
  return (
    <div
      data-state={run.state}
      data-family={data.kind?.category ?? 'io'}
      {...(data.disabled ? { 'data-disabled': true } : {})}
      {...(target === undefined ? {} : { 'data-drop': target })}
      className="frame-node"
    >
      <header
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
        className="frame-header relative flex h-9 items-center gap-2 pr-3 pl-2.5"
      >
        <KindIcon icon={data.kind?.icon} category={data.kind?.category} />
        {renaming ? (
          <NodeTitleEditor nodeId={id} title={data.node.title} />
        ) : (
          <span className="node-title min-w-0 truncate font-semibold" title={data.node.title}>
            {showHidden(data.node.title)}
          </span>
        )}
        <span className="node-detail min-w-0 grow truncate text-small text-muted">
          {showHidden(summary)}
        </span>
        <PassCounter nodeId={id} kind={data.node.kind} title={data.node.title} />
        <NodeStateWord
          run={run}
          problems={data.problems}
          kind={data.kind}
          disabled={data.disabled}
        />
        {hovered && !renaming ? (
          <NodeToolbar nodeId={id} disabled={data.node.disabled === true} />
        ) : undefined}
      </header>
      <div aria-hidden className="frame-rail left-0" style={{ width: frameMeasure.rail }} />
      <div aria-hidden className="frame-rail right-0" style={{ width: frameMeasure.rail }} />
      {data.empty ? (
        <p
          className="node-detail absolute inset-0 top-9 flex items-center justify-center text-center text-small text-muted"
          style={{ paddingInline: frameMeasure.rail + 12 }}
        >
          {t('frameEmpty')}
        </p>
      ) : undefined}
      {data.shape.ports.map((placed) => (
        <PortHandle key={`${placed.side}.${placed.handleId}`} placed={placed} />
      ))}
      {run.state === 'failed' && run.error !== undefined ? (
        <p
          className={classNames(
            'node-detail frame-error truncate text-small text-failed',
            data.empty && 'opacity-90',
          )}
          title={say(run.error.message)}
        >
          {say(run.error.message)}
        </p>
      ) : undefined}
      <StallTag nodeId={id} />
      <ResizeCorner nodeId={id} title={data.node.title} />
    </div>
  );
});
