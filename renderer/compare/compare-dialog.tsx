import { ArrowLeftRight, RefreshCw } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ComparedStep,
  RunComparison,
} from '../../core/contracts/comparison/run-comparison.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { closeDialog, openDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CompareCanvas } from './compare-canvas.tsx';
import { CompareDetail } from './compare-detail.tsx';
import { CompareGrid } from './compare-grid.tsx';
import { CompareSummary } from './compare-summary.tsx';
import type { FoldedRows } from './folded-rows.ts';
import { useChosenStep, type ChosenRow } from './use-chosen-step.ts';
import { useComparison, type ShownComparison } from './use-comparison.ts';
import type { RowOrder } from './use-compared-rows.ts';

/** Two runs side by side: sums, what became of each node, each step, and each text. */
export function CompareDialog({ a, b }: { readonly a: string; readonly b: string }): ReactNode {
  const { t } = useTranslation('compare');
  const [turn, setTurn] = useState(0);
  const { shown, error } = useComparison(a, b, turn);
  return (
    <Dialog size="window" flush title={t('title')} onClose={closeDialog}>
      <div className="flex min-h-0 min-w-0 grow flex-col overflow-x-auto">
        {error === undefined ? undefined : (
          <div className="p-5">
            <ErrorText error={error} />
          </div>
        )}
        {shown === undefined && error === undefined ? (
          <p role="status" className="p-5 text-muted">
            {t('comparing')}
          </p>
        ) : undefined}
        {shown === undefined ? undefined : (
          <Compared key={`${a} ${b}`} shown={shown} onAgain={() => setTurn((now) => now + 1)} />
        )}
      </div>
    </Dialog>
  );
}

function Compared({
  shown,
  onAgain,
}: {
  readonly shown: ShownComparison;
  readonly onAgain: () => void;
}): ReactNode {
  const { comparison, flows } = shown;
  const [order, setOrder] = useState<RowOrder>('run');
  const [chosen, setChosen] = useState<ChosenRow>(() => chooseFirst(comparison));
  const [folded, setFolded] = useState<FoldedRows>(new Map());
  const choose = useCallback((row: number, step?: ComparedStep) => setChosen({ row, step }), []);
  const fold = ({ row, size }: ComparedStep): void =>
    setFolded((now) => {
      const next = new Map(now);
      if (!next.delete(row)) next.set(row, size);
      return next;
    });
  const step = useChosenStep(shown, chosen, setChosen);
  const nodeId = step?.a?.nodeId || step?.b?.nodeId || undefined;
  return (
    <div className="flex min-h-0 min-w-[900px] grow flex-col">
      <CompareSummary comparison={comparison} />
      <div className="flex min-h-0 grow basis-3/5 border-b border-line">
        {flows === undefined ? undefined : (
          <div className="flex min-w-0 basis-2/5 border-r border-line">
            <CompareCanvas
              comparison={comparison}
              flows={flows}
              nodeId={nodeId}
              onChoose={(row) => choose(row)}
            />
          </div>
        )}
        <div className="flex min-w-0 grow basis-3/5 flex-col">
          <Toolbar {...{ comparison, order, onOrder: setOrder, onAgain }} />
          <CompareGrid
            {...{ shown, order, folded, onFold: fold, row: chosen.row, onChoose: choose }}
          />
        </div>
      </div>
      <div className="flex min-h-0 grow basis-2/5 flex-col">
        {step === undefined ? undefined : <CompareDetail shown={shown} step={step} />}
      </div>
    </div>
  );
}

/** Where the texts part first; else the first that differs; else the whole run. */
function chooseFirst({ firstTextRow, nodes, whole }: RunComparison): ChosenRow {
  const rows = nodes.flatMap(({ mark, row }) => (mark === 'same' ? [] : [row]));
  const row = firstTextRow ?? (rows.length === 0 ? 0 : Math.min(...rows));
  return { row, step: row === 0 ? whole : undefined };
}

interface ToolbarProps {
  readonly comparison: RunComparison;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
  readonly onAgain: () => void;
}

function Toolbar({ comparison, order, onOrder, onAgain }: ToolbarProps): ReactNode {
  const { t } = useTranslation('compare');
  const { a, b } = comparison;
  const isUnderWay = a.state === 'running' || b.state === 'running';
  return (
    <div
      role="toolbar"
      aria-label={t('tools')}
      className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-2 py-1"
    >
      <div role="group" aria-label={t('order')} className="flex">
        {(['run', 'differences'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={order === one}
            onClick={() => onOrder(one)}
            className="h-7 rounded-control px-2.5 text-muted -outline-offset-2 hover:text-text aria-pressed:bg-accent-quiet aria-pressed:text-text"
          >
            {t(`order_${one}`)}
          </button>
        ))}
      </div>
      <span className="grow" />
      {isUnderWay ? (
        <Button variant="quiet" icon={<RefreshCw size={14} />} onClick={onAgain}>
          {t('again')}
        </Button>
      ) : undefined}
      <Button
        variant="quiet"
        icon={<ArrowLeftRight size={14} />}
        onClick={() => openDialog({ kind: 'compare-runs', a: b.runId, b: a.runId })}
      >
        {t('swap')}
      </Button>
      <Button
        variant="quiet"
        onClick={() => openDialog({ kind: 'choose-runs', a: a.runId, b: b.runId })}
      >
        {t('others')}
      </Button>
    </div>
  );
}
