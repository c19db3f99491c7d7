import {
  ClipboardCopy,
  Columns2,
  CornerUpLeft,
  FileOutput,
  FilePlus,
  History,
  Play,
  Star,
  StickyNote,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import { openFlowOfRun, openPastRun } from '../commands/past-run-commands.ts';
import { resumeRun, stoppedEarly } from '../control/control-actions.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { copyText } from '../ui/copy-text.ts';
import { MenuAt, MenuItem, MenuLine } from '../ui/menu.tsx';
import { askToDelete } from './ask-to-delete.ts';
import { markRun } from './runs-store.ts';

interface RunActionsProps {
  readonly run: ListedRun;
  readonly at: { readonly x: number; readonly y: number };
  readonly onNote: () => void;
  readonly onClose: () => void;
}

/** All that can be done with a run of the list. */
export function RunActions({ run, at, onNote, onClose }: RunActionsProps): ReactNode {
  const { t } = useTranslation('history');
  const { runId, origin, isStarred } = run;
  return (
    <MenuAt at={at} label={t('actions')} onClose={onClose}>
      <MenuItem icon={<Play size={16} />} keys="Enter" onSelect={() => void openPastRun(runId)}>
        {t('open')}
      </MenuItem>
      {stoppedEarly(run.state) ? (
        <MenuItem icon={<History size={16} />} onSelect={() => void resumeRun(runId)}>
          {t('resume', { ns: 'control' })}
        </MenuItem>
      ) : undefined}
      {origin === undefined ? undefined : (
        <MenuItem icon={<CornerUpLeft size={16} />} onSelect={() => void openPastRun(origin.runId)}>
          {t('openOrigin')}
        </MenuItem>
      )}
      <MenuItem icon={<FilePlus size={16} />} onSelect={() => void openFlowOfRun(runId)}>
        {t('openFlow')}
      </MenuItem>
      <MenuItem
        icon={<Columns2 size={16} />}
        onSelect={() => openDialog({ kind: 'choose-runs', b: runId })}
      >
        {t('compare')}
      </MenuItem>
      <MenuItem
        icon={<FileOutput size={16} />}
        onSelect={() => openDialog({ kind: 'export-run', runId })}
      >
        {t('menuExport', { ns: 'exports' })}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Star size={16} />}
        keys="S"
        onSelect={() => void markRun(runId, { isStarred: !isStarred })}
      >
        {t(isStarred ? 'unstar' : 'star')}
      </MenuItem>
      <MenuItem icon={<StickyNote size={16} />} keys="N" onSelect={onNote}>
        {t(run.note === '' ? 'addNote' : 'changeNote')}
      </MenuItem>
      <MenuItem
        icon={<ClipboardCopy size={16} />}
        onSelect={() => void copyText(runId, t('idCopied'))}
      >
        {t('copyId')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 size={16} />} keys="Del" onSelect={() => askToDelete(run)}>
        {t('delete')}
      </MenuItem>
    </MenuAt>
  );
}
