import {
  AudioLines,
  Database,
  Gauge,
  History,
  LayoutGrid,
  ListTree,
  MessageSquare,
  SlidersHorizontal,
  TriangleAlert,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { ChatToolbar } from '../chat/chat-toolbar.tsx';
import type { workspace } from '../i18n/en/workspace.ts';
import { StallsPanel } from '../stalls/stalls-panel.tsx';
import { QueryPanel } from '../queries/query-panel.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { Palette } from '../palette/palette.tsx';
import { OutputPanel } from '../output/output-panel.tsx';
import { OutputToolbar } from '../output/output-toolbar.tsx';
import { RunsPanel } from '../runs/runs-panel.tsx';
import { ProblemsPanel } from '../problems/problems-panel.tsx';
import type { PlacedPanel } from '../screen/panel-layout.ts';
import {
  ProblemCount,
  RunCount,
  StepCount,
  TokenCount,
  TraceHere,
  TraceToolbar,
} from './shown-panels.tsx';

/** One panel around the canvas: the whole of what its place needs to know. */
export interface PanelEntry extends PlacedPanel {
  /** Its words in the dictionary `workspace`. */
  readonly title: keyof typeof workspace;
  readonly icon: LucideIcon;
  /** What it shows; takes no properties, fills its place, and scrolls by itself. */
  readonly component: ComponentType;
  /** Draws the small number behind its title, or nothing. */
  readonly count?: ComponentType;
  /** Stands at the right of its row of tabs while the panel is shown. */
  readonly toolbar?: ComponentType;
}

/** Every panel, in the order in which those of one place stand side by side. */
export const panelList: readonly PanelEntry[] = [
  { id: 'palette', title: 'palette', icon: LayoutGrid, component: Palette, home: 'left' },
  {
    id: 'inspector',
    title: 'inspector',
    icon: SlidersHorizontal,
    component: Inspector,
    home: 'right',
  },
  {
    id: 'chat',
    title: 'chat',
    icon: MessageSquare,
    component: ChatPanel,
    toolbar: ChatToolbar,
    home: 'right',
  },
  {
    id: 'output',
    title: 'output',
    icon: AudioLines,
    component: OutputPanel,
    count: TokenCount,
    toolbar: OutputToolbar,
    home: 'bottom-left',
  },
  {
    id: 'problems',
    title: 'problems',
    icon: TriangleAlert,
    component: ProblemsPanel,
    count: ProblemCount,
    home: 'bottom-left',
  },
  {
    id: 'runs',
    title: 'runs',
    icon: History,
    component: RunsPanel,
    count: RunCount,
    home: 'bottom-left',
  },
  {
    id: 'stalls',
    title: 'stalls',
    icon: Gauge,
    component: StallsPanel,
    home: 'bottom-left',
  },
  {
    id: 'trace',
    title: 'trace',
    icon: ListTree,
    component: TraceHere,
    count: StepCount,
    toolbar: TraceToolbar,
    home: 'bottom-right',
  },
  {
    id: 'query',
    title: 'query',
    icon: Database,
    component: QueryPanel,
    home: 'bottom-right',
  },
];
