import type { NodeProps } from '@xyflow/react';
import { Palette } from 'lucide-react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CanvasNode } from './canvas-elements.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { NodeTitleEditor } from './node-title-editor.tsx';
import { NodeToolbar } from './node-toolbar.tsx';
import { ResizeCorner } from './resize-corner.tsx';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { setSetting } from '../document/flow-edits.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { groupColorOf, groupColors } from '../document/group-kind.ts';
import type { GroupColor } from '../document/group-kind.ts';
import { showHidden } from '../ui/visible-text.ts';

/** A titled, coloured frame behind nodes: its title moves what stands on it. */
export const GroupView = memo(function GroupView({ id, data }: NodeProps<CanvasNode>): ReactNode {
  const renaming = useCanvasStore((store) => store.renaming === id);
  const target = useCanvasStore(({ drop }) => drop !== undefined);
  const [hovered, setHovered] = useState(false);
  const { title } = data.node;
  return (
    <div data-color={groupColorOf(data.node)} className="group-node">
      <header
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
        className="group-header relative flex h-8 items-center gap-1 pr-1 pl-3"
      >
        {renaming ? (
          <NodeTitleEditor nodeId={id} title={title} />
        ) : (
          <span className="node-title min-w-0 grow truncate font-semibold" title={title}>
            {showHidden(title)}
          </span>
        )}
        {hovered && !renaming && !target ? (
          <NodeToolbar nodeId={id} disabled={data.node.disabled === true} />
        ) : undefined}
        <ColorMenu nodeId={id} color={groupColorOf(data.node)} />
      </header>
      <ResizeCorner nodeId={id} title={title} />
    </div>
  );
});

interface ColorMenuProps {
  readonly nodeId: string;
  readonly color: GroupColor;
}

function ColorMenu({ nodeId, color }: ColorMenuProps): ReactNode {
  const { t } = useTranslation('canvas');
  const readOnly = useDocumentStore((store) => store.readOnly);
  if (readOnly) return undefined;
  const trigger = (
    <IconButton
      label={t('groupColor')}
      tooltip={false}
      // The inspector offers the same to keys.
      tabIndex={-1}
      className="node-detail nodrag nopan size-6"
    >
      <Palette size={14} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuChoice
        value={color}
        options={groupColors.map((value) => ({ value, label: t(`color_${value}`) }))}
        onChange={(next) => edit((flow) => setSetting(flow, nodeId, 'color', next))}
      />
    </Menu>
  );
}
