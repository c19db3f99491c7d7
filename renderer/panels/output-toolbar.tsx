import { Copy, ListFilter, Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { readRunEvents } from '../run/read-run-events.ts';
import type { RunView } from '../run/run-view.ts';
import { writeJsonLines, writeRows, writeTagged } from '../run/transcript.ts';
import type { RunEvent } from '../../core/contracts/events.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import type { OutputView } from './use-output-view.ts';

interface OutputToolbarProps {
  readonly view: RunView;
  readonly output: OutputView;
}

const pressed = 'aria-pressed:bg-accent-quiet aria-pressed:text-accent';

/** What can be done with the Output panel; at the right of its tab. */
export function OutputToolbar({ view, output }: OutputToolbarProps): ReactNode {
  const { t } = useTranslation('panels');
  const title = output.filterNodeId && (view.nodes.get(output.filterNodeId)?.title ?? '');
  return (
    <div className="flex items-center gap-0.5">
      {output.paused ? (
        <Button
          variant="quiet"
          className="h-6 text-small text-waiting"
          onClick={output.togglePause}
        >
          {t('pausedNew', { count: output.heldBack })}
        </Button>
      ) : undefined}
      <IconButton
        label={title ? t('filterToNode', { title }) : t('filterNone')}
        aria-pressed={output.onlyNodeId !== undefined}
        aria-disabled={!title}
        className={pressed}
        onClick={() => {
          if (title || output.onlyNodeId) output.toggleFilter();
        }}
      >
        <ListFilter size={16} />
      </IconButton>
      <IconButton
        label={t(output.paused ? 'resume' : 'pause')}
        aria-pressed={output.paused}
        disabled={view.rows.length === 0}
        className={pressed}
        onClick={output.togglePause}
      >
        {output.paused ? <Play size={16} /> : <Pause size={16} />}
      </IconButton>
      <CopyMenu {...{ view, output }} />
    </div>
  );
}

function CopyMenu({ view, output }: OutputToolbarProps): ReactNode {
  const { t } = useTranslation('panels');
  const copy = async (write: () => string | Promise<string>): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await write());
      showToast({ tone: 'info', text: t('copied') });
    } catch (thrown) {
      const { message, action } = toErrorInfo(thrown);
      showToast({ tone: 'error', text: `${t('copyFailed')}: ${message}`, action });
    }
  };
  const copyRows = (): string => {
    const rows = Array.from({ length: output.count }, (_, position) => output.rowAt(position));
    return writeRows(
      view,
      rows.filter((row) => row !== undefined),
    );
  };
  const copyEvents = async (write: (events: readonly RunEvent[]) => string): Promise<string> => {
    return write(await readRunEvents(requireClient(), view.runId, view.lastSeq));
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('copy')} disabled={view.rows.length === 0} tooltip={false}>
          <Copy size={16} />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => void copy(copyRows)}>{t('copyText')}</MenuItem>
      <MenuItem onSelect={() => void copy(() => copyEvents((events) => writeTagged(view, events)))}>
        {t('copyTagged')}
      </MenuItem>
      <MenuItem onSelect={() => void copy(() => copyEvents(writeJsonLines))}>
        {t('copyJson')}
      </MenuItem>
    </Menu>
  );
}
