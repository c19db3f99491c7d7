import { Handle, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { Minus, MoveRight, Pencil, Plus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findKind } from '../../engine/engine-store.ts';
import { KindIcon } from '../../ui/kind-icon.tsx';
import { mostValues, type DifferenceMark, type DifferenceNode } from './draw-difference.ts';
import { useDifferenceWords } from '../../versions/use-difference-words.ts';

const icons: Readonly<Partial<Record<DifferenceMark, LucideIcon>>> = {
  added: Plus,
  removed: Minus,
  changed: Pencil,
  moved: MoveRight,
};

/** A node of either flow: marked by colour, outline, sign and word; a changed one names its settings. */
export const DifferenceNodeView = memo(function DifferenceNodeView({
  data,
}: NodeProps<DifferenceNode>): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const { mark, title, kind, values, isHeldChanged, isFrame } = data;
  const descriptor = findKind(kind);
  const Icon = icons[mark];
  return (
    <div data-mark={mark} {...(isFrame ? { 'data-frame': true } : {})} className="difference-node">
      <Handle type="target" position={Position.Left} className="difference-handle" />
      <Handle type="source" position={Position.Right} className="difference-handle" />
      <header className="flex h-9 items-center gap-2 px-2.5">
        {mark === 'ghost' ? undefined : (
          <KindIcon icon={descriptor?.icon} category={descriptor?.category} />
        )}
        <span className="node-title min-w-0 grow truncate font-semibold">{title}</span>
        {Icon === undefined ? undefined : (
          <span className="difference-badge">
            <Icon size={12} aria-hidden />
            {t(`change_${mark as 'added'}`)}
          </span>
        )}
      </header>
      {mark === 'ghost' || isFrame ? undefined : (
        <ul className="px-3 text-small text-muted">
          {values.length === 0 ? (
            <li className="truncate leading-5">{words.kind(kind)}</li>
          ) : undefined}
          {values.slice(0, mostValues).map((value) => (
            <li key={value.path.join('\u0000')} className="truncate leading-5">
              <span className="text-text">{words.value(value, kind)}</span>{' '}
              {words.plain(value.before).slice(0, 40)} → {words.plain(value.after).slice(0, 40)}
            </li>
          ))}
          {values.length > mostValues ? (
            <li className="leading-5">
              {t('moreSettings', { count: values.length - mostValues })}
            </li>
          ) : undefined}
          {isHeldChanged ? <li className="leading-5">{t('heldChanged')}</li> : undefined}
        </ul>
      )}
    </div>
  );
});
