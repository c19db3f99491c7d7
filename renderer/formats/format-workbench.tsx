import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { closeDialog } from '../screen/dialog-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FormatPane } from './format-pane.tsx';
import { OutputPane } from './output-pane.tsx';
import { ResultPane } from './result-pane.tsx';
import { StepStrip } from './step-strip.tsx';
import { useWorkbench } from './use-workbench.ts';

/** Raw formats at work: choose or write one, give it a model's output, and see what it is read as, chunk by chunk. */
export function FormatWorkbench(): ReactNode {
  const { t } = useTranslation('formats');
  const bench = useWorkbench();
  return (
    <Dialog
      size="window"
      flush
      title={t('title')}
      description={t('description')}
      onClose={closeDialog}
    >
      <div className="flex min-h-0 min-w-0 grow flex-col overflow-auto">
        <div className="grid min-h-80 min-w-[820px] grow grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_minmax(0,1fr)] divide-x divide-line">
          <FormatPane bench={bench} />
          <OutputPane bench={bench} />
          <ResultPane view={bench.view} />
        </div>
        <StepStrip trial={bench.view.trial} />
      </div>
    </Dialog>
  );
}
