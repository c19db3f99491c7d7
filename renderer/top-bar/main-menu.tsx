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
import type { LucideIcon } from 'lucide-react';
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
  return (
    <Menu
      trigger={
        <IconButton label={t('menu')} tooltip={false} data-tour="menu">
          <MenuIcon size={16} />
        </IconButton>
      }
    >
      <FileItems />
      <MenuLine />
      <EditItems />
      <MenuLine />
      <LookItems />
      <MenuLine />
      <HelpItems />
    </Menu>
  );
}

interface ItemProps {
  readonly label: string;
  readonly icon: LucideIcon;
  /** The command whose keys it shows. */
  readonly of: string;
  readonly onSelect: () => void;
}

function Item({ label, icon: Icon, of, onSelect }: ItemProps): ReactNode {
  const shownKeys = useShownKeys();
  return (
    <MenuItem icon={<Icon size={16} />} onSelect={onSelect} keys={shownKeys(of)}>
      {label}
    </MenuItem>
  );
}

function FileItems(): ReactNode {
  const { t } = useTranslation();
  const { t: tCommands } = useTranslation('commands');
  const { t: tImports } = useTranslation('imports');
  const { t: tTemplates } = useTranslation('templates');
  const templates = (): void => openDialog({ kind: 'templates' });
  const versions = (): void => openDialog({ kind: 'versions' });
  return (
    <>
      <Item label={t('new')} icon={FilePlus} of="file.new" onSelect={() => void newFlow()} />
      <Item
        label={tTemplates('menu')}
        icon={LayoutTemplate}
        of="file.new-from-template"
        onSelect={templates}
      />
      <Item label={t('open')} icon={FolderOpen} of="file.open" onSelect={() => void openFlow()} />
      <Item
        label={tImports('import')}
        icon={FolderInput}
        of="file.import"
        onSelect={() => void openFlow()}
      />
      <MenuLine />
      <Item label={t('save')} icon={Save} of="file.save" onSelect={() => void saveFlow()} />
      <Item
        label={t('saveAs')}
        icon={SaveAll}
        of="file.save-as"
        onSelect={() => void saveFlowAs()}
      />
      <Item
        label={t('export')}
        icon={Download}
        of="file.export"
        onSelect={() => void exportFlow()}
      />
      <Item label={tCommands('versions')} icon={History} of="versions.list" onSelect={versions} />
    </>
  );
}

function EditItems(): ReactNode {
  const { t } = useTranslation();
  const { t: tCommands } = useTranslation('commands');
  const find = (): void => openFind({ replaces: false });
  const palette = (): void => openDialog({ kind: 'palette', start: '' });
  return (
    <>
      <Item label={t('undo')} icon={Undo2} of="edit.undo" onSelect={undo} />
      <Item label={t('redo')} icon={Redo2} of="edit.redo" onSelect={redo} />
      <Item label={tCommands('find')} icon={Search} of="edit.find" onSelect={find} />
      <Item label={tCommands('palette')} icon={SquareTerminal} of="go.palette" onSelect={palette} />
    </>
  );
}

function LookItems(): ReactNode {
  const { t } = useTranslation();
  const { theme, language } = usePreferences();
  return (
    <>
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
    </>
  );
}

function HelpItems(): ReactNode {
  const { t } = useTranslation();
  const { t: tCommands } = useTranslation('commands');
  const { t: tFormats } = useTranslation('formats');
  const { t: tExports } = useTranslation('exports');
  const { t: tTrust } = useTranslation('trust');
  const open = (
    kind: 'connections' | 'formats' | 'telemetry' | 'trust' | 'shortcuts',
  ): (() => void) => {
    return () => openDialog({ kind });
  };
  const formats = `${tFormats('title')}…`;
  const tour = (): void => void startTour();
  return (
    <>
      <Item
        label={t('keys')}
        icon={KeyRound}
        of="help.connections"
        onSelect={open('connections')}
      />
      <Item label={formats} icon={Braces} of="help.formats" onSelect={open('formats')} />
      <Item
        label={tExports('menuTelemetry')}
        icon={Radio}
        of="help.telemetry"
        onSelect={open('telemetry')}
      />
      <Item label={tTrust('menu')} icon={ShieldCheck} of="help.trust" onSelect={open('trust')} />
      <Item
        label={t('shortcuts')}
        icon={Keyboard}
        of="help.shortcuts"
        onSelect={open('shortcuts')}
      />
      <Item label={tCommands('tour')} icon={Compass} of="help.tour" onSelect={tour} />
    </>
  );
}
