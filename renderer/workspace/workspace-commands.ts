import type { Command, CommandWord } from '../commands/command.ts';
import {
  closePanel,
  currentPanel,
  movePanel,
  resetLayout,
  shiftTab,
  showPanel,
  toggleMaximised,
} from '../screen/layout-store.ts';
import { walkPanels } from './walk-panels.ts';

function showing(panelId: string, title: CommandWord): Command {
  return {
    id: `view.show-${panelId}`,
    title,
    group: 'view',
    run: () => showPanel(panelId),
  };
}

/** A command about the panel that the person works in. */
function onCurrent(
  id: string,
  title: CommandWord,
  act: (panelId: string) => void,
  ...keys: readonly string[]
): Command {
  return {
    id: `view.${id}`,
    title,
    group: 'view',
    keys,
    reach: 'everywhere',
    isAvailable: () => currentPanel() !== undefined,
    run: () => {
      const panelId = currentPanel();
      if (panelId !== undefined) act(panelId);
    },
  };
}

/** What can be done with the places of the panels. */
export const workspaceCommands: readonly Command[] = [
  showing('palette', 'showPalette'),
  showing('inspector', 'showInspector'),
  showing('chat', 'showChat'),
  showing('output', 'showOutput'),
  showing('problems', 'showProblems'),
  showing('runs', 'showRuns'),
  showing('trace', 'showTrace'),
  showing('query', 'showQuery'),
  showing('stalls', 'showStalls'),
  {
    id: 'view.next-panel',
    title: 'nextPanel',
    group: 'view',
    keys: ['F6'],
    reach: 'everywhere',
    run: () => walkPanels(1),
  },
  {
    id: 'view.previous-panel',
    title: 'previousPanel',
    group: 'view',
    keys: ['Shift+F6'],
    reach: 'everywhere',
    run: () => walkPanels(-1),
  },
  onCurrent('maximise-panel', 'maximisePanel', toggleMaximised, 'Mod+Shift+M'),
  onCurrent('close-panel', 'closePanel', closePanel),
  onCurrent('panel-left', 'panelLeft', (panelId) => movePanel(panelId, 'left')),
  onCurrent('panel-right', 'panelRight', (panelId) => movePanel(panelId, 'right')),
  onCurrent('panel-bottom', 'panelBottom', (panelId) => movePanel(panelId, 'bottom')),
  onCurrent('tab-back', 'tabBack', (panelId) => shiftTab(panelId, -1), 'Mod+Shift+PageUp'),
  onCurrent('tab-on', 'tabOn', (panelId) => shiftTab(panelId, 1), 'Mod+Shift+PageDown'),
  { id: 'view.reset-layout', title: 'resetLayout', group: 'view', run: resetLayout },
];
