import { CircleAlert, FileText } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrafficSummary } from '../../core/contracts/run-traffic.ts';
import type { ReplayPace } from '../../core/model/run-request.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { startRun } from '../commands/run-commands.ts';
import { requireClient } from '../engine/engine-store.ts';
import { formatDuration } from '../run/format-figures.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { closeDialog } from '../screen/dialog-store.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

/** A message to the engine carries 64 MB at most, and quoting makes the text longer. */
const mostBytes = 32 * 1024 * 1024;

type Choice =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly name: string }
  | { readonly state: 'refused'; readonly name: string; readonly error: ErrorInfo }
  | {
      readonly state: 'ready';
      readonly name: string;
      readonly text: string;
      readonly summary: TrafficSummary;
    };

/** Chooses the traffic file that answers for the models, and how fast. */
export function ReplayDialog(): ReactNode {
  const { t } = useTranslation();
  const { choice, choose } = useChoice();
  const [pace, setPace] = useState<ReplayPace>('recorded');
  const replay = (): void => {
    if (choice.state !== 'ready') return;
    closeDialog();
    void startRun({ replay: { name: choice.name, text: choice.text, pace } });
  };
  return (
    <Dialog
      title={t('replayTitle')}
      description={t('replayText')}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('cancel')}</Button>
          <Button variant="primary" disabled={choice.state !== 'ready'} onClick={replay}>
            {t('replay')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FileChoice choice={choice} onChoose={choose} />
        <div className="flex items-center gap-3">
          <span className="w-24 shrink-0 text-muted">{t('replayPace')}</span>
          <Select
            label={t('replayPace')}
            value={pace}
            onChange={(value) => setPace(value === 'none' ? 'none' : 'recorded')}
            options={[
              { value: 'recorded', label: t('paceRecorded') },
              { value: 'none', label: t('paceNone') },
            ]}
          />
        </div>
      </div>
    </Dialog>
  );
}

function useChoice(): { readonly choice: Choice; readonly choose: (file: File) => void } {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice>({ state: 'none' });
  // Of two files chosen quickly, the answer about the first must not count for the second.
  const wish = useRef(0);
  const read = async (file: File, mine: number): Promise<void> => {
    const { name } = file;
    const show = (next: Choice): void => (mine === wish.current ? setChoice(next) : undefined);
    show({ state: 'reading', name });
    if (file.size > mostBytes) {
      const error = { code: 'file_too_large', message: t('replayTooLarge') };
      return show({ state: 'refused', name, error });
    }
    try {
      const text = await file.text();
      const summary = await requireClient().call('traffic.check', { text });
      show({ state: 'ready', name, text, summary });
    } catch (error) {
      show({ state: 'refused', name, error: toErrorInfo(error) });
    }
  };
  return { choice, choose: (file) => void read(file, ++wish.current) };
}

interface FileChoiceProps {
  readonly choice: Choice;
  readonly onChoose: (file: File) => void;
}

function FileChoice({ choice, onChoose }: FileChoiceProps): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="rounded-control border border-line bg-sunken p-3">
      <input
        ref={input}
        type="file"
        accept=".jsonl"
        hidden
        aria-label={t('chooseFile')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) onChoose(file);
          // So that the same file, corrected, can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <div className="flex items-center gap-2">
        <FileText size={16} className="shrink-0 text-muted" />
        <span className="min-w-0 grow truncate">
          {choice.state === 'none' ? (
            <span className="text-muted">{t('replayNoFile')}</span>
          ) : (
            choice.name
          )}
        </span>
        <Button data-first-focus onClick={() => input.current?.click()}>
          {t(choice.state === 'none' ? 'chooseFile' : 'chooseOther')}
        </Button>
      </div>
      <FileWords choice={choice} />
    </div>
  );
}

/** What is known of the chosen file. */
function FileWords({ choice }: { readonly choice: Choice }): ReactNode {
  const { t } = useTranslation();
  const say = useEngineWords();
  if (choice.state === 'none') return undefined;
  if (choice.state === 'refused') {
    return (
      <p role="alert" className="mt-2 flex gap-2">
        <CircleAlert size={14} className="mt-[3px] shrink-0 text-failed" />
        <span className="selectable">
          {say(choice.error.message)}{' '}
          <span className="text-muted">{say(choice.error.action ?? '')}</span>
        </span>
      </p>
    );
  }
  return (
    <p role="status" className="mt-2 text-muted">
      {choice.state === 'reading'
        ? t('replayReading')
        : t('replaySummary', {
            count: choice.summary.turns,
            duration: formatDuration(choice.summary.durationMs),
          })}
    </p>
  );
}
