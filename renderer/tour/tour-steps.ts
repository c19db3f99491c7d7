import type { LucideIcon } from 'lucide-react';
import { AudioLines, Command, LayoutGrid, Play, SlidersHorizontal, Workflow } from 'lucide-react';
import { select } from '../screen/canvas-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { revealPanel, tabElement } from '../screen/layout-store.ts';

/** One stop of the tour: a part of the real window and two sentences about it. */
export interface TourStep {
  /** Its words in the dictionary `tour` stand after this, as in `title_run`. */
  readonly id: 'modules' | 'canvas' | 'settings' | 'run' | 'watch' | 'commands';
  readonly icon: LucideIcon;
  /** Makes the part ready to be looked at, once, when the step begins. */
  readonly prepare?: () => void;
  /** The elements that it is about, as they stand now; the light falls on all of them. */
  readonly findTargets: () => readonly Element[];
}

/** The stops in their order. */
export const tourSteps: readonly TourStep[] = [
  {
    id: 'modules',
    icon: LayoutGrid,
    prepare: () => revealPanel('palette'),
    findTargets: () => placesOf('palette'),
  },
  {
    id: 'canvas',
    icon: Workflow,
    findTargets: () => find('.react-flow__node'),
  },
  {
    id: 'settings',
    icon: SlidersHorizontal,
    prepare: showAgent,
    findTargets: () => placesOf('inspector'),
  },
  {
    id: 'run',
    icon: Play,
    findTargets: () => find('[data-tour="run"]'),
  },
  {
    id: 'watch',
    icon: AudioLines,
    prepare: () => {
      revealPanel('output');
      revealPanel('trace');
    },
    findTargets: () => placesOf('output', 'trace'),
  },
  {
    id: 'commands',
    icon: Command,
    findTargets: () => find('[data-tour="menu"]'),
  },
];

function find(selector: string): readonly Element[] {
  return [...document.querySelectorAll(selector)];
}

/** The places in the window where these panels stand. */
function placesOf(...panelIds: readonly string[]): readonly Element[] {
  return panelIds.flatMap((id) => tabElement(id)?.closest('[data-tabset-id]') ?? []);
}

/** Settings say the most where there are some: an agent's. */
function showAgent(): void {
  const { nodes } = useDocumentStore.getState().document;
  const [agent] = Object.entries(nodes).find(([, { kind }]) => kind === 'agent') ?? [];
  if (agent !== undefined) select([agent]);
  revealPanel('inspector');
}
