import { CircleAlert, Dices } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrialChunks } from '../../core/contracts/raw-formats.ts';
import { CodeField } from '../editor/code-field.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import { TextField, controlSurface } from '../ui/text-field.tsx';
import type { Workbench } from './use-workbench.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface PaneProps {
  readonly bench: Workbench;
}

/** What is read: a model's output, the tools it was offered, and the pieces in which it arrives. */
export function OutputPane({ bench }: PaneProps): ReactNode {
  const { t } = useTranslation('formats');
  const say = useEngineWords();
  const outputId = useId();
  const example = bench.chosen?.example ?? '';
  const { error } = bench.view;
  return (
    <section aria-label={t('output')} className="flex min-h-0 flex-col gap-2 p-3">
      <div className="flex h-7 items-center justify-between gap-2">
        <label htmlFor={outputId} className="text-muted">
          {t('output')}
        </label>
        <Button
          variant="quiet"
          disabled={example === '' || bench.output === example}
          onClick={() => bench.setOutput(example)}
        >
          {t(example === '' ? 'noExample' : 'useExample')}
        </Button>
      </div>
      <textarea
        id={outputId}
        value={bench.output}
        placeholder={t('outputPlaceholder')}
        spellCheck={false}
        onChange={(event) => bench.setOutput(event.target.value)}
        className={classNames(
          controlSurface,
          'min-h-24 grow-2 basis-0 resize-none px-2.5 py-1.5 font-mono text-small leading-[18px]',
        )}
      />
      <span className="text-muted">{t('tools')}</span>
      <div className="min-h-20 grow basis-0">
        <CodeField
          label={t('tools')}
          language="json"
          rows={4}
          fit="fill"
          undo="editor"
          value={bench.tools}
          invalid={error?.code === 'tools_invalid'}
          onChange={(text) => bench.setTools(text)}
        />
      </div>
      {error === undefined ? undefined : (
        <p role="status" className="selectable flex items-start gap-1.5 text-small">
          <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-failed" />
          <span className="wrap-anywhere">{say(error.message)}</span>
        </p>
      )}
      <Arrival chunks={bench.chunks} onChange={(chunks) => bench.setChunks(chunks)} />
      <div className="flex h-7 items-center justify-between gap-3">
        <span title={t('startInReasoningHelp')}>{t('startInReasoning')}</span>
        <Switch
          label={t('startInReasoning')}
          checked={bench.startInReasoning}
          onChange={(starts) => bench.setStartInReasoning(starts)}
        />
      </div>
    </section>
  );
}

const usualSize = 8;
const largestNumber = 1_000_000;

interface ArrivalProps {
  readonly chunks: TrialChunks;
  readonly onChange: (chunks: TrialChunks) => void;
}

/** How the output is cut: a choice, and the number that goes with it. */
function Arrival({ chunks, onChange }: ArrivalProps): ReactNode {
  const { t } = useTranslation('formats');
  const mode = typeof chunks === 'number' ? 'size' : typeof chunks === 'object' ? 'random' : chunks;
  const choose = (next: string): void => {
    if (next === 'whole' || next === 'char') onChange(next);
    else onChange(next === 'size' ? usualSize : { seed: 1 });
  };
  const number = typeof chunks === 'number' ? chunks : typeof chunks === 'object' ? chunks.seed : 0;
  const setNumber = (text: string): void => {
    const least = mode === 'size' ? 1 : 0;
    const next = Math.min(largestNumber, Math.max(least, Math.trunc(Number(text) || least)));
    onChange(mode === 'size' ? next : { seed: next });
  };
  const hasNumber = mode === 'size' || mode === 'random';
  return (
    <div className="flex items-center gap-2">
      <span className="grow text-muted">{t('arrival')}</span>
      <div className={hasNumber ? 'w-40' : 'w-56'}>
        <Select
          label={t('arrival')}
          value={mode}
          onChange={choose}
          options={[
            { value: 'whole', label: t('arrivalWhole') },
            { value: 'char', label: t('arrivalChar') },
            { value: 'size', label: t('arrivalSize') },
            { value: 'random', label: t('arrivalRandom') },
          ]}
        />
      </div>
      {hasNumber ? (
        <TextField
          type="number"
          min={mode === 'size' ? 1 : 0}
          aria-label={t(mode === 'size' ? 'chunkSize' : 'seed')}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          className="w-20! shrink-0"
        />
      ) : undefined}
      {mode === 'random' ? (
        <IconButton label={t('otherSeed')} onClick={() => onChange({ seed: number + 1 })}>
          <Dices size={16} />
        </IconButton>
      ) : undefined}
    </div>
  );
}
