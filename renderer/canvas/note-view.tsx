import type { NodeProps } from '@xyflow/react';
import { memo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { setSetting } from '../document/flow-edits.ts';
import { Markdown } from '../ui/markdown.tsx';
import type { CanvasNode } from './canvas-elements.ts';
import { NodeToolbar } from './node-toolbar.tsx';
import { ResizeCorner } from './resize-corner.tsx';

/** A note on the canvas: Markdown for whoever reads the flow; a double click writes in it. */
export const NoteView = memo(function NoteView({ id, data }: NodeProps<CanvasNode>): ReactNode {
  const { t } = useTranslation('canvas');
  const readOnly = useDocumentStore((store) => store.readOnly);
  const [writing, setWriting] = useState(false);
  const [hovered, setHovered] = useState(false);
  const setting = data.node.settings['text'];
  const text = typeof setting === 'string' ? setting : '';
  return (
    <div
      className="note-node"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onDoubleClick={() => setWriting(!readOnly)}
    >
      {writing ? (
        <NoteEditor nodeId={id} text={text} onEnd={() => setWriting(false)} />
      ) : (
        <div className="h-full overflow-hidden p-3">
          {text.trim() === '' ? (
            <p className="text-small text-muted">{t('noteEmpty')}</p>
          ) : (
            <Markdown text={text} />
          )}
        </div>
      )}
      {hovered && !writing ? <NodeToolbar nodeId={id} disabled={false} /> : undefined}
      <ResizeCorner nodeId={id} title={data.node.title} />
    </div>
  );
});

interface NoteEditorProps {
  readonly nodeId: string;
  readonly text: string;
  readonly onEnd: () => void;
}

/** The note as a field: leaving keeps the new text, Esc the old one. */
function NoteEditor({ nodeId, text, onEnd }: NoteEditorProps): ReactNode {
  const { t } = useTranslation('canvas');
  const cancelled = useRef(false);
  return (
    <textarea
      autoFocus
      aria-label={t('noteField')}
      defaultValue={text}
      onBlur={(event) => {
        const next = event.currentTarget.value;
        if (!cancelled.current) edit((flow) => setSetting(flow, nodeId, 'text', next));
        onEnd();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') cancelled.current = true;
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
      className="nodrag nopan nowheel size-full resize-none rounded-[10px] bg-transparent p-3 font-mono text-small outline-2 outline-accent"
    />
  );
}
