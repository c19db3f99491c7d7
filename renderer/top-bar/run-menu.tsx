import {
  ChevronDown,
  Download,
  FileInput,
  FileOutput,
  FlaskConical,
  History,
  ListRestart,
  RotateCcw,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { chooseRecording } from '../commands/open-recording.ts';
import { askForReplay, saveTraffic } from '../commands/traffic-commands.ts';
import { endedRun, isResumable, resumeRun, runWhatChanged } from '../control/control-actions.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { askToExport, saveAsTest } from '../exports/save-export.ts';
import { chooseRecordTraffic, usePreferences } from '../preferences/preferences-store.ts';
import { toggleStallMap, useStallStore } from '../stalls/stall-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuCheck, MenuItem, MenuLine } from '../ui/menu.tsx';

/** What else can be done with runs: keep what a run and its models said, and run from it. */
export function RunMenu(): ReactNode {
  const { t } = useTranslation();
  const { t: tExports } = useTranslation('exports');
  const running = useRunStore((store) => store.state === 'running' || store.state === 'starting');
  const isShown = useRunStore((store) => store.runId !== undefined);
  const ready = useEngineStore((store) => store.client !== undefined);
  const recordTraffic = usePreferences((store) => store.recordTraffic);
  const stallMap = useStallStore((store) => store.isOn);
  const shownKeys = useShownKeys();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('runMenu')} tooltip={false} className="-ml-1">
          <ChevronDown size={16} />
        </IconButton>
      }
    >
      <MenuItem
        icon={<History size={16} />}
        keys={shownKeys('run.resume')}
        disabled={!ready || running || !isResumable()}
        onSelect={() => {
          const runId = endedRun();
          if (runId !== undefined) void resumeRun(runId);
        }}
      >
        {t('resumeRun', { ns: 'commands' })}
      </MenuItem>
      <MenuItem
        icon={<ListRestart size={16} />}
        keys={shownKeys('run.changed')}
        disabled={!ready || running || endedRun() === undefined}
        onSelect={() => void runWhatChanged()}
      >
        {t('runWhatChanged', { ns: 'commands' })}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Download size={16} />}
        keys={shownKeys('run.save-traffic')}
        disabled={!ready || !isShown || running}
        onSelect={() => void saveTraffic()}
      >
        {t('saveTraffic')}
      </MenuItem>
      <MenuItem
        icon={<RotateCcw size={16} />}
        keys={shownKeys('run.replay')}
        disabled={!ready || running}
        onSelect={askForReplay}
      >
        {t('replayTraffic')}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<FileOutput size={16} />}
        disabled={!ready || !isShown}
        onSelect={askToExport}
      >
        {tExports('menuExport')}
      </MenuItem>
      <MenuItem
        icon={<FlaskConical size={16} />}
        disabled={!ready || !isShown || running}
        onSelect={() => void saveAsTest()}
      >
        {tExports('menuTest')}
      </MenuItem>
      <MenuItem
        icon={<FileInput size={16} />}
        disabled={!ready || running}
        onSelect={chooseRecording}
      >
        {tExports('menuRecording')}
      </MenuItem>
      <MenuLine />
      <MenuCheck
        label={t('recordTraffic')}
        checked={recordTraffic}
        onChange={chooseRecordTraffic}
      />
      <MenuCheck label={t('stallMap')} checked={stallMap} onChange={toggleStallMap} />
    </Menu>
  );
}
