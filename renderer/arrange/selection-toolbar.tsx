import { useStore } from '@xyflow/react';
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Group,
  Ungroup,
  Waypoints,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { useDocumentStore } from '../document/document-store.ts';
import type { Box } from '../document/frames.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { boundsOf } from '../document/align.ts';
import { arrangeCommands } from './arrange-commands.ts';
import { drawnBox } from '../screen/drawn-nodes.ts';

/** The buttons, in groups; each runs the command of its name. */
const tools: readonly (readonly (readonly [command: string, Icon: LucideIcon])[])[] = [
  [
    ['arrange.align-left', AlignStartVertical],
    ['arrange.align-center', AlignCenterVertical],
    ['arrange.align-right', AlignEndVertical],
  ],
  [
    ['arrange.align-top', AlignStartHorizontal],
    ['arrange.align-middle', AlignCenterHorizontal],
    ['arrange.align-bottom', AlignEndHorizontal],
  ],
  [
    ['arrange.distribute-horizontally', AlignHorizontalSpaceBetween],
    ['arrange.distribute-vertically', AlignVerticalSpaceBetween],
  ],
  [
    ['arrange.lay-out', Waypoints],
    ['arrange.group', Group],
    ['arrange.ungroup', Ungroup],
  ],
];

/** Half of its width, its height, and what it keeps from nodes and edges, px on screen. */
const measure = { half: 176, height: 32, gap: 14, edge: 8 } as const;

/** Over several selected nodes: what lines them up, spaces them and groups them; keys and the palette offer the same. */
export function SelectionToolbar(): ReactNode {
  const nodeIds = useCanvasStore((store) => store.nodeIds);
  const isDragging = useCanvasStore((store) => Object.keys(store.dragged).length > 0);
  const isBoxing = useStore((store) => store.userSelectionActive);
  const readOnly = useDocumentStore((store) => store.readOnly);
  if (nodeIds.size < 2 || readOnly || isDragging || isBoxing) return undefined;
  return <ArrangeTools nodeIds={nodeIds} />;
}

function ArrangeTools({ nodeIds }: { readonly nodeIds: ReadonlySet<string> }): ReactNode {
  const { t } = useTranslation('commands');
  const { t: tCanvas } = useTranslation('canvas');
  const shownKeys = useShownKeys();
  const layout = useDocumentStore((store) => store.document.layout);
  const bounds = useMemo(
    () => boundsOf([...nodeIds].filter((nodeId) => layout[nodeId] !== undefined).map(drawnBox)),
    [nodeIds, layout],
  );
  const place = useStore(
    ({ transform, width }) => placeAbove(bounds, transform, width),
    (a, b) => a.left === b.left && a.top === b.top,
  );
  return (
    <div
      role="toolbar"
      aria-label={tCanvas('selectionTools')}
      className="nodrag nopan absolute z-5 flex divide-x divide-line rounded-control border border-line-strong bg-float p-px shadow-float"
      style={{ left: place.left, top: place.top, transform: 'translateX(-50%)' }}
    >
      {tools.map((group) => (
        <div key={group[0]?.[0]} className="flex px-px">
          {group.map(([id, Icon]) => {
            const command = arrangeCommands.find((known) => known.id === id);
            if (command === undefined) return undefined;
            const keys = shownKeys(id);
            return (
              <IconButton
                key={id}
                label={t(command.title)}
                {...(keys === undefined ? {} : { keys })}
                tabIndex={-1}
                disabled={command.isAvailable?.() === false}
                onClick={command.run}
              >
                <Icon size={16} />
              </IconButton>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Above the nodes; where that is out of sight, at the edge of the canvas. */
function placeAbove(
  bounds: Box,
  [x, y, zoom]: readonly [number, number, number],
  width: number,
): { readonly left: number; readonly top: number } {
  const { half, height, gap, edge } = measure;
  const middle = (bounds.x + bounds.width / 2) * zoom + x;
  const top = bounds.y * zoom + y - gap - height;
  return {
    left: Math.max(half + edge, Math.min(width - half - edge, middle)),
    top: Math.max(edge, top),
  };
}
