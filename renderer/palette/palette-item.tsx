import type { ReactNode } from 'react';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { classNames } from '../ui/class-names.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { kindMediaType, noteDraggedKind } from './kind-media-type.ts';

interface PaletteItemProps {
  readonly kind: KindDescriptor;
  /** The one that Enter in the search would add. */
  readonly best: boolean;
  readonly disabled: boolean;
  readonly onAdd: () => void;
}

/** One kind: a click adds it, a drag carries it to the canvas. */
export function PaletteItem({ kind, best, disabled, onAdd }: PaletteItemProps): ReactNode {
  const words = useKindWords();
  return (
    <Tooltip text={words(kind.description)} side="right">
      <button
        type="button"
        draggable={!disabled}
        disabled={disabled}
        onClick={onAdd}
        onDragStart={(event) => {
          event.dataTransfer.setData(kindMediaType, kind.kind);
          event.dataTransfer.effectAllowed = 'copy';
          noteDraggedKind(kind.kind);
        }}
        onDragEnd={() => noteDraggedKind(undefined)}
        className={classNames(
          'flex h-[30px] w-full items-center gap-2.5 rounded-control px-1.5 text-left transition-colors hover:not-disabled:bg-hover disabled:opacity-50',
          best && 'bg-hover',
        )}
      >
        <KindIcon icon={kind.icon} category={kind.category} />
        <span className="truncate">{words(kind.title)}</span>
      </button>
    </Tooltip>
  );
}
