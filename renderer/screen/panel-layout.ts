import { normalizeWorkspaceModel } from 'react-resizable-panels';
import type {
  TabDropTarget,
  TabNode,
  TabsetNode,
  TabsetNodeInput,
  WorkspaceModel,
  WorkspaceModelInput,
  WorkspaceNode,
} from 'react-resizable-panels';
import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';

/** Where every panel stands, and how large each place is. */
export type PanelLayout = WorkspaceModel<null, null>;

/** Where panels lie as seen from the canvas. */
export type PanelSide = 'left' | 'right' | 'top' | 'bottom';

/** Where a panel stands until the person puts it elsewhere. */
type PanelHome = 'left' | 'right' | 'bottom-left' | 'bottom-right';

/** What a layout needs to know of a panel. */
export interface PlacedPanel {
  /** Stable: what a stored layout names it by. */
  readonly id: string;
  readonly home: PanelHome;
}

/** The canvas is a place like the others, but it always stands, alone and unnamed. */
export const canvasId = 'canvas';

/** px */
interface WindowSize {
  readonly width: number;
  readonly height: number;
}

const homeSides: Readonly<Record<PanelHome, PanelSide>> = {
  left: 'left',
  right: 'right',
  'bottom-left': 'bottom',
  'bottom-right': 'bottom',
};

/** The layout that a person begins with, fitting a window of this size. */
export function defaultLayout(
  panels: readonly PlacedPanel[],
  { width, height }: WindowSize,
): WorkspaceModelInput<null, null> {
  const roomy = width >= 1200 && height >= 760;
  const place = (home: PanelHome, size: string | undefined): TabsetNodeInput<null, null> => ({
    type: 'tabset',
    id: home,
    ...(size === undefined ? {} : { size }),
    tabs: panels.filter((panel) => panel.home === home).map(({ id }) => tabOf(id)),
  });
  const canvas: TabsetNodeInput<null, null> = {
    type: 'tabset',
    id: canvasId,
    minWidth: '320px',
    minHeight: '160px',
    disableDrag: true,
    tabs: [tabOf(canvasId)],
  };
  const columns = [
    { ...place('left', roomy ? '208px' : '176px'), maxWidth: '400px' },
    canvas,
    place('right', roomy ? '288px' : '248px'),
  ];
  const halves = [place('bottom-left', '46%'), place('bottom-right', undefined)];
  return {
    version: 1,
    root: {
      type: 'split',
      id: 'rows',
      orientation: 'vertical',
      children: [
        { type: 'split', id: 'columns', orientation: 'horizontal', children: columns },
        {
          type: 'split',
          id: 'halves',
          orientation: 'horizontal',
          size: roomy ? '264px' : '224px',
          children: halves,
        },
      ],
    },
  };
}

function tabOf(id: string): TabNode<null> {
  return { id, data: null, ...(id === canvasId ? { disableClose: true, disableDrag: true } : {}) };
}

/** What is stored of the panels: the layout, and which panels there were, so that a new one is not taken for a closed one. */
export interface StoredLayout {
  readonly layout: PanelLayout;
  readonly known: readonly string[];
}

/** Writes what `readStoredLayout` reads. */
export function writeStoredLayout(stored: StoredLayout): string {
  return JSON.stringify(stored);
}

/** Reads a stored layout; undefined where it is broken, lost the canvas, or stands in a form of another version. */
export function readStoredLayout(
  text: string | null,
  panels: readonly PlacedPanel[],
): StoredLayout | undefined {
  const stored = parse(text);
  if (stored === undefined || !Array.isArray(stored['known'])) return undefined;
  const known = stored['known'].filter((id) => typeof id === 'string');
  const ids = new Set([canvasId, ...panels.map(({ id }) => id)]);
  const seen = new Set<string>();
  const layout = readModel(stored['layout'] ?? null, (id) => {
    const isNew = ids.has(id) && !seen.has(id);
    seen.add(id);
    return isNew;
  });
  const canvas = layout && tabsetsIn(layout.root).find(({ id }) => id === canvasId);
  if (layout === undefined || canvas?.tabs.length !== 1) return undefined;
  if (canvas.tabs[0]?.id !== canvasId) return undefined;
  return { layout, known };
}

function parse(text: string | null): JsonObject | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readModel(value: JsonValue, keeps: (id: string) => boolean): PanelLayout | undefined {
  try {
    const model = normalizeWorkspaceModel<null, null>(value, {
      mapTab: ({ id }) => (keeps(id) ? tabOf(id) : null),
    });
    if (model === null) return undefined;
    const { floating: _, ...docked } = model;
    return docked;
  } catch {
    return undefined;
  }
}

/** All places of a layout, from left to right and top to bottom. */
export function tabsetsIn(node: WorkspaceNode<null, null>): readonly TabsetNode<null, null>[] {
  return node.type === 'tabset' ? [node] : node.children.flatMap(tabsetsIn);
}

/** The place that a panel stands in; undefined where it is closed. */
export function placeOf(layout: PanelLayout, panelId: string): TabsetNode<null, null> | undefined {
  return tabsetsIn(layout.root).find(({ tabs }) => tabs.some(({ id }) => id === panelId));
}

/** On which side of the canvas a place lies. */
export function sideOf(layout: PanelLayout, tabsetId: string): PanelSide | undefined {
  let node = layout.root;
  while (node.type === 'split') {
    const { children, orientation } = node;
    const holder = (id: string): number =>
      children.findIndex((child) => tabsetsIn(child).some((tabset) => tabset.id === id));
    const [at, canvasAt] = [holder(tabsetId), holder(canvasId)];
    const next = children[canvasAt];
    if (at < 0 || next === undefined) return undefined;
    if (at !== canvasAt) {
      if (orientation === 'horizontal') return at < canvasAt ? 'left' : 'right';
      return at < canvasAt ? 'top' : 'bottom';
    }
    node = next;
  }
  return undefined;
}

/** Where a panel goes that is to stand on a side: with those that stand there, else beside the canvas. */
export function targetOn(layout: PanelLayout, panelId: string, side: PanelSide): TabDropTarget {
  const there = tabsetsIn(layout.root).filter(({ id }) => sideOf(layout, id) === side);
  const others = there.find(({ tabs }) => tabs.some(({ id }) => id !== panelId));
  if (others !== undefined) return { tabsetId: others.id, index: others.tabs.length };
  return side === 'bottom' ? { edge: 'bottom' } : { tabsetId: canvasId, region: side };
}

/** Where a closed panel opens: where it last stood, with the panels of its home, or on its home's side. */
export function targetForClosed(
  layout: PanelLayout,
  panel: PlacedPanel,
  panels: readonly PlacedPanel[],
  lastPlace: string | undefined,
): TabDropTarget {
  const places = tabsetsIn(layout.root);
  const mates = new Set(panels.filter(({ home }) => home === panel.home).map(({ id }) => id));
  const place =
    places.find(({ id }) => id === lastPlace && id !== canvasId) ??
    places.find(({ tabs }) => tabs.some(({ id }) => mates.has(id)));
  if (place !== undefined) return { tabsetId: place.id, index: place.tabs.length };
  return targetOn(layout, panel.id, homeSides[panel.home]);
}

/** The split that a place lies in; undefined for the only one. */
export function splitAround(layout: PanelLayout, tabsetId: string): string | undefined {
  const search = (node: WorkspaceNode<null, null>): string | undefined => {
    if (node.type === 'tabset') return undefined;
    if (node.children.some(({ id }) => id === tabsetId)) return node.id;
    return node.children.map(search).find((id) => id !== undefined);
  };
  return search(layout.root);
}
