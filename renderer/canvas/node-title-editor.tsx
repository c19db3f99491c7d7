import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { edit } from '../document/document-store.ts';
import { renameNode } from '../document/flow-edits.ts';
import { endRenaming } from '../screen/canvas-store.ts';

interface NodeTitleEditorProps {
  readonly nodeId: string;
  readonly title: string;
}

/** The title as a field: Enter and leaving keep the new one, Esc the old one. */
export function NodeTitleEditor({ nodeId, title }: NodeTitleEditorProps): ReactNode {
  const { t } = useTranslation('canvas');
  const cancelled = useRef(false);
  return (
    <input
      autoFocus
      aria-label={t('titleField')}
      defaultValue={title}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        const next = event.currentTarget.value.trim();
        if (!cancelled.current && next !== '') edit((flow) => renameNode(flow, nodeId, next));
        endRenaming();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') cancelled.current = true;
        if (event.key === 'Escape' || event.key === 'Enter') focusNodeOf(event.currentTarget);
      }}
      className="nodrag nopan -mx-1 h-6 min-w-0 grow rounded border border-accent bg-sunken px-1 font-semibold outline-none"
    />
  );
}

/** Gives the keys back to the node, which arrow keys move on; the field is left with it. */
function focusNodeOf(field: HTMLElement): void {
  const node = field.closest<HTMLElement>('.react-flow__node');
  if (node === null) field.blur();
  else node.focus({ preventScroll: true });
}
