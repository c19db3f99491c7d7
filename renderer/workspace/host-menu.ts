import i18next from 'i18next';
import { menuCommands, type HostMenu, type MenuCommand } from '../../core/api/host-bridge.ts';
import { findCommand } from '../commands/command-registry.ts';
import { keysOf, useKeyBindings } from '../commands/key-bindings.ts';
import { getHost } from '../host/host.ts';
import { useLayoutStore } from '../screen/layout-store.ts';
import { panelList } from './panel-list.ts';

/** The commands of the window that the items of the host's menu stand for. */
const commandIds: Readonly<Record<MenuCommand, string>> = {
  new: 'file.new',
  'new-from-template': 'file.new-from-template',
  open: 'file.open',
  import: 'file.import',
  save: 'file.save',
  'save-as': 'file.save-as',
  export: 'file.export',
  undo: 'edit.undo',
  redo: 'edit.redo',
  run: 'run.start',
  stop: 'run.stop',
  'save-traffic': 'run.save-traffic',
  'replay-traffic': 'run.replay',
  fit: 'view.fit',
  'toggle-theme': 'view.theme',
  tour: 'help.tour',
  shortcuts: 'help.shortcuts',
};

/** Tells the host, where it has a menu, the keys as they are and which panels stand open; now and after every change. */
export function keepHostMenu(): void {
  const host = getHost();
  if (host.setMenu === undefined) return;
  let told = '';
  const tell = (): void => {
    const menu = describeMenu();
    const text = JSON.stringify(menu);
    if (text !== told) host.setMenu?.(menu);
    told = text;
  };
  useKeyBindings.subscribe(tell);
  useLayoutStore.subscribe(tell);
  i18next.on('languageChanged', tell);
  tell();
}

function describeMenu(): HostMenu {
  const keys = menuCommands.flatMap((name) => {
    const command = findCommand(commandIds[name]);
    const [first] = command === undefined ? [] : keysOf(command);
    return first === undefined ? [] : [[name, first] as const];
  });
  const { open } = useLayoutStore.getState();
  return {
    keys: Object.fromEntries(keys),
    panels: panelList.map(({ id, title }) => ({
      id,
      title: i18next.t(title, { ns: 'workspace' }),
      isOpen: open.has(id),
    })),
  };
}
