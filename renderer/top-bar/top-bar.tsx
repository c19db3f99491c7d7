import { Play, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RunControls } from '../control/run-controls.tsx';
import { startRun, stopRun } from '../commands/run-commands.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { isUnsaved, useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { Button } from '../ui/button.tsx';
import { MainMenu } from './main-menu.tsx';
import { Mark } from '../ui/mark.tsx';
import { RunMenu } from './run-menu.tsx';
import { RunInput } from './run-input.tsx';

/** Name, file, the next run's input, Stop and Run. */
export function TopBar(): ReactNode {
  const { t } = useTranslation();
  const running = useRunStore((store) => store.state === 'running' || store.state === 'starting');
  const shownKeys = useShownKeys();
  const ready = useEngineStore((store) => store.client !== undefined);
  return (
    <header className="nokey flex h-11 shrink-0 items-center gap-2 border-b border-line bg-panel px-3">
      <Mark />
      <h1 className="mr-1 font-semibold max-[860px]:sr-only">{t('appName')}</h1>
      <MainMenu />
      <FileName />
      <div className="ml-auto flex min-w-0 grow items-center justify-end gap-2 pl-6">
        <RunInput />
        <RunControls />
        <Button
          variant="danger"
          icon={<Square size={11} fill="currentColor" />}
          keys={shownKeys('run.stop')}
          disabled={!running}
          onClick={stopRun}
        >
          {t('stop')}
        </Button>
        <Button
          variant="primary"
          data-tour="run"
          icon={<Play size={12} fill="currentColor" />}
          keys={shownKeys('run.start')}
          disabled={running || !ready}
          onClick={() => void startRun()}
        >
          {t('run')}
        </Button>
        <RunMenu />
      </div>
    </header>
  );
}

function FileName(): ReactNode {
  const { t } = useTranslation();
  const name = useDocumentStore((store) => store.file.name);
  const unsaved = useDocumentStore(isUnsaved);
  return (
    <div className="flex h-7 max-w-64 min-w-0 items-center gap-2 rounded-control border border-line bg-raised px-2.5">
      {unsaved ? (
        <span
          role="img"
          aria-label={t('unsaved')}
          title={t('unsaved')}
          className="size-1.5 shrink-0 rounded-full bg-waiting"
        />
      ) : undefined}
      <span className="truncate" title={name}>
        {name}
      </span>
    </div>
  );
}
