import { ArrowLeftRight } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../core/contracts/record.ts';
import { toErrorInfo, type ErrorInfo } from '../../core/shared/errors.ts';
import { isJsonObject } from '../../core/shared/json.ts';
import { requireClient } from '../engine/engine-store.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { useRunStore } from '../run/run-store.ts';
import { writeValue } from '../run/transcript.ts';
import { closeDialog, openDialog } from '../screen/dialog-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { SearchOption } from '../ui/filter-options.ts';
import { SearchSelect } from '../ui/search-select.tsx';
import { guessOther } from './guess-other.ts';

/** Runs that can be chosen, the newest ones. */
const mostRuns = 500;
const previewLength = 40;

interface ChooseRunsProps {
  /** Runs that are chosen already. */
  readonly a: string | undefined;
  readonly b: string | undefined;
}

/** Which two runs stand side by side: the one that is shown and the one before it, unless others are chosen. */
export function ChooseRunsDialog(props: ChooseRunsProps): ReactNode {
  const { t } = useTranslation('compare');
  const { runs, error } = useNewestRuns();
  const shownId = useRunStore((store) => store.runId);
  const [chosen, setChosen] = useState<{ readonly a?: string; readonly b?: string }>({});
  const all = runs ?? [];
  const b = chosen.b ?? props.b ?? shownId ?? all[0]?.runId ?? '';
  const a = chosen.a ?? props.a ?? guessOther(all, b)?.runId ?? '';
  const options = useOptions(all);
  const isReady = a !== '' && b !== '';
  return (
    <Dialog
      title={t('chooseTitle')}
      description={t('chooseText')}
      onClose={closeDialog}
      size="wide"
      actions={
        <>
          <Button onClick={closeDialog}>{t('cancel')}</Button>
          <Button
            variant="primary"
            disabled={!isReady}
            onClick={() => openDialog({ kind: 'compare-runs', a, b })}
          >
            {t('compare')}
          </Button>
        </>
      }
    >
      {error === undefined ? undefined : <ErrorText error={error} />}
      {runs !== undefined && runs.length < 2 ? (
        <p className="text-muted">{t('tooFew')}</p>
      ) : (
        <div className="flex flex-col gap-3">
          {(
            [
              ['a', a],
              ['b', b],
            ] as const
          ).map(([name, value]) => (
            <div key={name} className="flex items-center gap-3">
              <span aria-hidden className="w-14 shrink-0 font-semibold">
                {t(`run_${name}`)}
              </span>
              <div className="min-w-0 grow">
                <SearchSelect
                  label={t(`run_${name}`)}
                  value={value}
                  options={options}
                  onChange={(runId) => setChosen({ a, b, [name]: runId })}
                  placeholder={t('chooseRun')}
                />
              </div>
            </div>
          ))}
          <div className="flex justify-end">
            <Button
              variant="quiet"
              icon={<ArrowLeftRight size={14} />}
              disabled={!isReady}
              onClick={() => setChosen({ a: b, b: a })}
            >
              {t('swap')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function useNewestRuns(): { readonly runs?: readonly RunSummary[]; readonly error?: ErrorInfo } {
  const [answer, setAnswer] = useState<{ runs?: readonly RunSummary[]; error?: ErrorInfo }>({});
  useEffect(() => {
    let isWanted = true;
    const settle = (next: typeof answer): void => {
      if (isWanted) setAnswer(next);
    };
    readRuns().then(
      (runs) => settle({ runs }),
      (thrown: unknown) => settle({ error: toErrorInfo(thrown) }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return answer;
}

async function readRuns(): Promise<readonly RunSummary[]> {
  return requireClient().call('run.list', { limit: mostRuns });
}

/** The lone value of an input is what people typed; its name says little. */
function previewInput(input: RunSummary['input']): string {
  const values = 'value' in input && isJsonObject(input.value) ? Object.values(input.value) : [];
  const [lone] = values;
  const text = values.length === 1 && typeof lone === 'string' ? lone : writeValue(input);
  return text.slice(0, previewLength);
}

function useOptions(runs: readonly RunSummary[]): readonly SearchOption[] {
  const { t, i18n } = useTranslation('compare');
  const { t: tPanels } = useTranslation('panels');
  const times = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return runs.map(({ runId, flowName, startedUs, state, input }) => {
    // Most runs are done: only the others say how they ended.
    const ended = state === 'done' ? [] : [tPanels(state)];
    const note = [...ended, previewInput(input)];
    return {
      value: runId,
      label: `${times.format(startedUs / 1000)} · ${flowName}`,
      note: note.join(t('noteJoin')),
    };
  });
}
