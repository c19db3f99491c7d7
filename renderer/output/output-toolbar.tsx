import { ListFilter, Pause, Play, Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isEverything, showAllPasses } from '../run/pass-store.ts';
import { countsEveryMs, useRunView } from '../run/use-run-view.ts';
import { showKeys } from '../commands/show-keys.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useSelectedRunNode } from '../screen/show-node.ts';
import { OutputCopyMenu } from './output-copy-menu.tsx';
import { searchOutput, useOutputControls } from './use-output-controls.ts';

const pressed =
  'aria-pressed:bg-accent-quiet aria-pressed:text-accent aria-disabled:not-aria-pressed:opacity-40';

/** What can be done with the Output panel; at the right of its tab. */
export function OutputToolbar(): ReactNode {
  const { t } = useTranslation('panels');
  const view = useRunView(countsEveryMs);
  const selectedNodeId = useSelectedRunNode();
  const controls = useOutputControls(view, selectedNodeId);
  const { frozen, onlyNodeId, togglePause, toggleFilter } = controls;
  const newRows = frozen === undefined ? 0 : view.rows.length - frozen.count;
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
          {newRows > 0
            ? t('pausedLines', { count: newRows })
            : t('pausedNew', { count: view.tokens - frozen.tokens })}
        </Button>
      ) : undefined}
      <IconButton
        label={t('findInOutput')}
        keys={showKeys('Ctrl+F')}
        aria-pressed={controls.search !== undefined}
        disabled={view.rows.length === 0}
        className={pressed}
        onClick={() => searchOutput(controls.search === undefined ? '' : undefined)}
      >
        <Search size={16} />
      </IconButton>
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
      <OutputCopyMenu view={view} controls={controls} />
    </div>
  );
}
