import { Handle, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findKind } from '../engine/engine-store.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { writeRatio } from './compare-figures.ts';
import { MarkIcon, PaceIcon } from './compare-marks.tsx';
import type { DrawnNode } from './draw-comparison.ts';

/** A node of both flows: what became of it in the two runs, by outline, sign and word. */
export const ComparedNodeView = memo(function ComparedNodeView({
  data,
}: NodeProps<DrawnNode>): ReactNode {
  const { t } = useTranslation('compare');
  const { mark, title, kind, differs, pace, countA, countB, isFrame } = data;
  const descriptor = findKind(kind);
  return (
    <div data-mark={mark} {...(isFrame ? { 'data-frame': true } : {})} className="compared-node">
      <Handle id="outer" type="target" position={Position.Left} className="difference-handle" />
      <Handle id="outer" type="source" position={Position.Right} className="difference-handle" />
      {isFrame ? (
        <>
          <Handle
            id="inner"
            type="source"
            position={Position.Right}
            className="difference-handle compared-way-in"
          />
          <Handle
            id="inner"
            type="target"
            position={Position.Left}
            className="difference-handle compared-way-out"
          />
        </>
      ) : undefined}
      <header className="flex h-9 items-center gap-2 px-2.5">
        <KindIcon icon={descriptor?.icon} category={descriptor?.category} />
        <span className="min-w-0 grow truncate font-semibold">{title}</span>
        {countA === countB ? undefined : (
          <span className="shrink-0 font-mono text-small text-muted">
            {countA} → {countB}
          </span>
        )}
      </header>
      <div className="flex flex-wrap items-center gap-1.5 px-2.5">
        <span className="difference-badge">
          <MarkIcon mark={mark} />
          {mark === 'differs' ? differs.map((aspect) => t(aspect)).join(', ') : t(`mark_${mark}`)}
        </span>
        {pace === undefined ? undefined : (
          <span className="difference-badge font-mono" data-pace={pace.pace}>
            <PaceIcon pace={pace.pace} />
            {writeRatio(pace.ratio)}
          </span>
        )}
      </div>
    </div>
  );
});
