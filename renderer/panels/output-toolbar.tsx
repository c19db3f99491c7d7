import { Copy, ListFilter, Pause, Play, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { requireClient } from '../engine/engine-store.ts';
import { isEverything, showAllPasses } from '../run/pass-store.ts';
import { readRunEvents } from '../run/read-run-events.ts';
import type { RunView } from '../run/run-view.ts';
import { countsEveryMs, useRunView } from '../run/use-run-view.ts';
import { writeJsonLines, writeRows, writeTagged } from '../run/transcript.ts';
import type { RunEvent } from '../../core/contracts/events.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useSelectedRunNode } from '../workspace/show-node.ts';
import { pickRows } from './shown-rows.ts';
import { useOutputControls } from './use-output-controls.ts';
import type { OutputControls } from './use-output-controls.ts';

const pressed =
  'aria-pressed:bg-accent-quiet aria-pressed:text-accent aria-disabled:not-aria-pressed:opacity-40';

/** What can be done with the Output panel; at the right of its tab. */
export function OutputToolbar(): ReactNode {
  const { t } = useTranslation('panels');
  const view = useRunView(countsEveryMs);
  const selectedNodeId = useSelectedRunNode();
  const controls = useOutputControls(view, selectedNodeId);
  const { frozen, onlyNodeId, togglePause, toggleFilter } = controls;
  const onePass = !isEverything(controls.chosen);
  const title = selectedNodeId && (view.nodes.get(selectedNodeId)?.title ?? '');
  return (
    <div className="flex items-center gap-0.5">
      {onePass ? (
        <Button variant="quiet" className="h-6 text-small text-accent" onClick={showAllPasses}>
          {t('onePass', { pass: Object.values(controls.chosen).join(', ') })}
          <X size={12} aria-hidden />
        </Button>
      ) : undefined}
      {frozen ? (
        <Button variant="quiet" className="h-6 text-small text-waiting" onClick={togglePause}>
          {t('pausedNew', { count: view.tokens - frozen.tokens })}
        </Button>
      ) : undefined}
      <IconButton
        label={title ? t('filterToNode', { title }) : t('filterNone')}
        aria-pressed={onlyNodeId !== undefined}
        aria-disabled={!title}
        className={pressed}
        onClick={() => {
          if (title || onlyNodeId) toggleFilter();
        }}
      >
        <ListFilter size={16} />
      </IconButton>
      <IconButton
        label={t(frozen ? 'resume' : 'pause')}
        aria-pressed={frozen !== undefined}
        disabled={view.rows.length === 0}
        className={pressed}
        onClick={togglePause}
      >
        {frozen ? <Play size={16} /> : <Pause size={16} />}
      </IconButton>
      <CopyMenu view={view} controls={controls} />
    </div>
  );
}

interface CopyMenuProps {
  readonly view: RunView;
  readonly controls: OutputControls;
}

function CopyMenu({ view, controls }: CopyMenuProps): ReactNode {
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
    const rows = pickRows(view, { ...controls, frozen: undefined });
    const all = Array.from({ length: rows.count }, (_, position) => rows.at(position));
    return writeRows(
      view,
      all.filter((row) => row !== undefined),
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
