import type { TabDropTarget, WorkspaceImperativeHandle } from 'react-resizable-panels';
import { create } from 'zustand';
import { remember } from '../host/local-memory.ts';
import {
  canvasId,
  defaultLayout,
  placeOf,
  sideOf,
  splitAround,
  tabsetsIn,
  targetForClosed,
  targetOn,
  writeStoredLayout,
} from './panel-layout.ts';
import type { PanelLayout, PanelSide, PlacedPanel, StoredLayout } from './panel-layout.ts';

/** Where the layout is kept between sessions. */
export const layoutKey = 'millrace.workspace';

// A place that opens beside the canvas takes this much of its row or column, per cent.
const newPlaceShare = 28;

interface LayoutStore {
  /** Panels that stand somewhere, shown or behind another tab. */
  readonly open: ReadonlySet<string>;
  /** The place that covers all others. */
  readonly maximised: string | undefined;
}

/** How the panels stand, as far as menus and commands show it. */
export const useLayoutStore = create<LayoutStore>()(() => ({
  open: new Set(),
  maximised: undefined,
}));

interface Attached {
  readonly handle: WorkspaceImperativeHandle<null, null>;
  readonly panels: readonly PlacedPanel[];
  /** Panels that there were when the layout was stored; the others are new, and open. */
  readonly known: readonly string[];
}

let attached: Attached | undefined;
/** Where each panel stood last, open or closed. */
const lastPlaces = new Map<string, string>();

/** Called by the workspace when it stands, and with undefined when it goes. */
export function attachWorkspace(next: Attached | undefined): void {
  attached = next;
  if (next === undefined) return;
  for (const { id } of next.panels) {
    if (!next.known.includes(id)) openClosed(next, id, false);
  }
  noteLayout(next.handle.getModel());
}

/** Learns how the panels stand now, and keeps it for the next session where `panels` are given. */
export function noteLayout(layout: PanelLayout, panels?: readonly PlacedPanel[]): void {
  const open = new Set<string>();
  for (const { id, tabs } of tabsetsIn(layout.root)) {
    for (const tab of tabs) {
      if (tab.id !== canvasId) open.add(tab.id);
      lastPlaces.set(tab.id, id);
    }
  }
  useLayoutStore.setState({ open, maximised: layout.maximizedTabsetId });
  if (panels === undefined) return;
  const stored: StoredLayout = { layout, known: panels.map(({ id }) => id) };
  remember(layoutKey, writeStoredLayout(stored));
}

/** Opens a panel where it last stood, or brings it to the front, and puts the focus on its tab. */
export function showPanel(panelId: string): void {
  revealPanel(panelId);
  focusTab(panelId);
}

/** As `showPanel`, but leaves the focus where it is. */
export function revealPanel(panelId: string): void {
  if (attached === undefined) return;
  const { handle } = attached;
  const layout = handle.getModel();
  const place = placeOf(layout, panelId);
  if (layout.maximizedTabsetId !== undefined && layout.maximizedTabsetId !== place?.id) {
    handle.restoreTabset();
  }
  if (place === undefined) openClosed(attached, panelId, true);
  else handle.selectTab(panelId);
}

function openClosed({ handle, panels }: Attached, panelId: string, select: boolean): void {
  const panel = panels.find(({ id }) => id === panelId);
  if (panel === undefined) return;
  const target = targetForClosed(handle.getModel(), panel, panels, lastPlaces.get(panelId));
  const into = 'index' in target ? target : { target };
  handle.addTab({ id: panelId, data: null }, { ...into, select });
  giveShare(handle, panelId, target);
}

/** Closes a panel; the canvas stays. */
export function closePanel(panelId: string): void {
  if (panelId !== canvasId) attached?.handle.closeTab(panelId);
}

/** Opens a closed panel, or closes an open one. */
export function togglePanel(panelId: string): void {
  if (useLayoutStore.getState().open.has(panelId)) closePanel(panelId);
  else showPanel(panelId);
}

/** Moves a panel to a side of the canvas; its tab keeps the focus. */
export function movePanel(panelId: string, side: PanelSide): void {
  if (attached === undefined) return;
  const { handle } = attached;
  const layout = handle.getModel();
  const target = targetOn(layout, panelId, side);
  const place = placeOf(layout, panelId);
  if (place === undefined) return;
  if (place.tabs.length === 1 && sideOf(layout, place.id) === side && !('index' in target)) return;
  handle.moveTab(panelId, target);
  giveShare(handle, panelId, target);
  focusTab(panelId);
}

/** Gives a panel a place of its own beside the one that it shares. */
export function splitPanel(panelId: string, region: 'right' | 'bottom'): void {
  if (attached === undefined) return;
  const { handle } = attached;
  const place = placeOf(handle.getModel(), panelId);
  if (place === undefined || place.tabs.length === 1) return;
  handle.moveTab(panelId, { tabsetId: place.id, region });
  focusTab(panelId);
}

/** Moves a panel's tab among its neighbours. */
export function shiftTab(panelId: string, by: -1 | 1): void {
  if (attached === undefined) return;
  const { handle } = attached;
  const place = placeOf(handle.getModel(), panelId);
  const from = place?.tabs.findIndex(({ id }) => id === panelId) ?? -1;
  const to = from + by;
  if (place === undefined || to < 0 || to >= place.tabs.length) return;
  // The place is counted with the tab still in it.
  handle.moveTab(panelId, { tabsetId: place.id, index: by > 0 ? to + 1 : to });
  focusTab(panelId);
}

/** Lets a panel's place cover all others, or gives them back what it covered. */
export function toggleMaximised(panelId: string): void {
  if (attached === undefined) return;
  const { handle } = attached;
  const layout = handle.getModel();
  const place = placeOf(layout, panelId);
  if (layout.maximizedTabsetId !== undefined) handle.restoreTabset();
  else if (place !== undefined) handle.maximizeTabset(place.id);
  focusTab(panelId);
}

/** Puts every panel back where it stands at first. */
export function resetLayout(): void {
  if (attached === undefined) return;
  const { handle, panels } = attached;
  handle.setModel(defaultLayout(panels, { width: window.innerWidth, height: window.innerHeight }));
}

/** The panel that the person works in: the one with the focus, else the one touched last; never the canvas. */
export function currentPanel(): string | undefined {
  if (attached === undefined) return undefined;
  const layout = attached.handle.getModel();
  const focused = document.activeElement
    ?.closest('[data-tabset-id]')
    ?.getAttribute('data-tabset-id');
  const places = tabsetsIn(layout.root).filter(({ id }) => id !== canvasId);
  const active = attached.handle.getActiveTabsetId();
  const place = places.find(({ id }) => id === focused) ?? places.find(({ id }) => id === active);
  return place?.selectedId;
}

function giveShare(
  handle: WorkspaceImperativeHandle<null, null>,
  panelId: string,
  target: TabDropTarget,
): void {
  const isNew = 'edge' in target || ('region' in target && target.tabsetId === canvasId);
  const layout = handle.getModel();
  const place = placeOf(layout, panelId);
  if (!isNew || place === undefined) return;
  const split = splitAround(layout, place.id);
  if (split !== undefined) handle.resizeSplit(split, { [place.id]: newPlaceShare });
}

/** After React has drawn: the tab may only just have come. */
function focusTab(panelId: string): void {
  requestAnimationFrame(() => tabElement(panelId)?.focus());
}

/** A panel's tab in the page. */
export function tabElement(panelId: string): HTMLElement | null {
  return document.querySelector(`[role="tab"][data-tab-id="${CSS.escape(panelId)}"]`);
}
