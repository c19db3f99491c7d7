import {
  Braces,
  Compass,
  Download,
  FilePlus,
  FolderInput,
  FolderOpen,
  History,
  KeyRound,
  Keyboard,
  Languages,
  LayoutTemplate,
  Menu as MenuIcon,
  Radio,
  Redo2,
  Save,
  Search,
  SquareTerminal,
  SaveAll,
  ShieldCheck,
  SunMoon,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFlow, newFlow, openFlow, saveFlow, saveFlowAs } from '../commands/file-commands.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { redo, undo } from '../document/document-store.ts';
import { languages } from '../i18n/set-up-i18n.ts';
import { chooseLanguage, chooseTheme, usePreferences } from '../preferences/preferences-store.ts';
import { openFind } from '../search/find-store.ts';
import { startTour } from '../tour/tour-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine, Submenu } from '../ui/menu.tsx';
import { PanelsMenu } from '../workspace/panels-menu.tsx';

/** Everything that can be done with files, and how the program looks and speaks. */
export function MainMenu(): ReactNode {
  const { t } = useTranslation();
  const { t: tCommands } = useTranslation('commands');
  const { t: tImports } = useTranslation('imports');
  const { t: tFormats } = useTranslation('formats');
  const { t: tTemplates } = useTranslation('templates');
  const { t: tTrust } = useTranslation('trust');
  const { t: tExports } = useTranslation('exports');
  const { theme, language } = usePreferences();
  const shownKeys = useShownKeys();
  const item = (
    label: string,
    icon: ReactNode,
    commandId: string,
    onSelect: () => void,
  ): ReactNode => (
    <MenuItem icon={icon} onSelect={onSelect} keys={shownKeys(commandId)}>
      {label}
    </MenuItem>
  );
  return (
    <Menu
      trigger={
        <IconButton label={t('menu')} tooltip={false} data-tour="menu">
          <MenuIcon size={16} />
        </IconButton>
      }
    >
      {item(t('new'), <FilePlus size={16} />, 'file.new', () => void newFlow())}
      {item(tTemplates('menu'), <LayoutTemplate size={16} />, 'file.new-from-template', () =>
        openDialog({ kind: 'templates' }),
      )}
      {item(t('open'), <FolderOpen size={16} />, 'file.open', () => void openFlow())}
      {item(tImports('import'), <FolderInput size={16} />, 'file.import', () => void openFlow())}
      <MenuLine />
      {item(t('save'), <Save size={16} />, 'file.save', () => void saveFlow())}
      {item(t('saveAs'), <SaveAll size={16} />, 'file.save-as', () => void saveFlowAs())}
      {item(t('export'), <Download size={16} />, 'file.export', () => void exportFlow())}
      {item(tCommands('versions'), <History size={16} />, 'versions.list', () =>
        openDialog({ kind: 'versions' }),
      )}
      <MenuLine />
      {item(t('undo'), <Undo2 size={16} />, 'edit.undo', undo)}
      {item(t('redo'), <Redo2 size={16} />, 'edit.redo', redo)}
      {item(tCommands('find'), <Search size={16} />, 'edit.find', () =>
        openFind({ replaces: false }),
      )}
      {item(tCommands('palette'), <SquareTerminal size={16} />, 'go.palette', () =>
        openDialog({ kind: 'palette', start: '' }),
      )}
      <MenuLine />
      <PanelsMenu />
      <Submenu label={t('theme')} icon={<SunMoon size={16} />}>
        <MenuChoice
          value={theme}
          onChange={chooseTheme}
          options={[
            { value: 'light', label: t('themeLight') },
            { value: 'dark', label: t('themeDark') },
            { value: 'system', label: t('themeSystem') },
          ]}
        />
      </Submenu>
      <Submenu label={t('language')} icon={<Languages size={16} />}>
        <MenuChoice
          value={language}
          onChange={chooseLanguage}
          options={languages.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Submenu>
      <MenuLine />
      {item(t('keys'), <KeyRound size={16} />, 'help.connections', () =>
        openDialog({ kind: 'connections' }),
      )}
      {item(tFormats('title') + '…', <Braces size={16} />, 'help.formats', () =>
        openDialog({ kind: 'formats' }),
      )}
      {item(tExports('menuTelemetry'), <Radio size={16} />, 'help.telemetry', () =>
        openDialog({ kind: 'telemetry' }),
      )}
      {item(tTrust('menu'), <ShieldCheck size={16} />, 'help.trust', () =>
        openDialog({ kind: 'trust' }),
      )}
      {item(t('shortcuts'), <Keyboard size={16} />, 'help.shortcuts', () =>
        openDialog({ kind: 'shortcuts' }),
      )}
      {item(tCommands('tour'), <Compass size={16} />, 'help.tour', () => void startTour())}
    </Menu>
  );
}
