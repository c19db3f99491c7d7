import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawFormatTrial, TrialStep } from '../../core/contracts/raw-formats.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { describeParts } from './describe-parts.ts';
import { sumBars } from './sum-bars.ts';
import type { BarKind } from './sum-bars.ts';

interface StepStripProps {
  readonly trial: (RawFormatTrial & { readonly output: string }) | undefined;
}

/** Arrived text that is drawn before what is held, UTF-16 units. */
const mostBefore = 600;

/** The chunks one by one: what each brought, and what was held back after it. */
export function StepStrip({ trial }: StepStripProps): ReactNode {
  const { t } = useTranslation('formats');
  const [wanted, setWanted] = useState<number>();
  const steps = trial?.steps ?? [];
  // One place more than there are chunks: the end of the output.
  const places = steps.length + 1;
  const place = Math.min(wanted ?? places, places);
  if (trial === undefined || steps.length === 0) {
    return <section aria-label={t('steps')} className="h-56 shrink-0 border-t border-line" />;
  }
  const name = place === places ? t('atEnd') : t('step', { step: place, count: trial.stepCount });
  const isCut = trial.stepCount > steps.length;
  return (
    <section aria-label={t('steps')} className="flex h-56 shrink-0 flex-col border-t border-line">
      <div className="flex items-center gap-2 px-3 pt-2">
        <IconButton
          label={t('previousStep')}
          disabled={place === 1}
          onClick={() => setWanted(place - 1)}
        >
          <ChevronLeft size={16} />
        </IconButton>
        <div className="relative min-w-0 grow">
          <Bars steps={steps} />
          <input
            type="range"
            aria-label={t('stepSlider')}
            aria-valuetext={name}
            min={1}
            max={places}
            value={place}
            onChange={(event) => setWanted(Number(event.target.value))}
            className="step-slider block w-full"
          />
        </div>
        <IconButton
          label={t('nextStep')}
          disabled={place === places}
          onClick={() => setWanted(place + 1)}
        >
          <ChevronRight size={16} />
        </IconButton>
        <span className="w-36 shrink-0 text-right text-small text-muted" aria-live="polite">
          {name}
        </span>
      </div>
      {isCut ? (
        <p className="px-3 text-tiny text-muted">
          {t('stepsCut', { shown: steps.length, count: trial.stepCount })}
        </p>
      ) : undefined}
      <StepDetail trial={trial} place={place} />
    </section>
  );
}

const barColors: Record<BarKind, string> = {
  error: 'bg-failed',
  call: 'bg-tools',
  reasoning: 'bg-models',
  text: 'bg-muted',
  held: 'bg-waiting opacity-60',
  nothing: 'bg-line-strong',
};

/** What the chunks brought, over the slider. */
function Bars({ steps }: { readonly steps: readonly TrialStep[] }): ReactNode {
  const bars = useMemo(() => sumBars(steps), [steps]);
  return (
    <div aria-hidden className="flex h-3 items-end gap-px px-[7px]">
      {bars.map(({ kind, from }) => (
        <span
          key={from}
          className={`min-w-0 grow rounded-[1px] ${kind === 'held' || kind === 'nothing' ? 'h-1' : 'h-3'} ${barColors[kind]}`}
        />
      ))}
    </div>
  );
}

/** What the colours of the bars mean. */
function Legend(): ReactNode {
  const { t } = useTranslation('formats');
  const words: readonly (readonly [BarKind, string])[] = [
    ['text', t('textPart')],
    ['reasoning', t('reasoningPart')],
    ['call', t('callPart')],
    ['error', t('errorPart')],
    ['held', t('heldPart')],
  ];
  return (
    <span className="flex min-w-0 gap-3 truncate text-tiny">
      {words.map(([kind, word]) => (
        <span key={kind} className="flex items-center gap-1">
          <span aria-hidden className={`size-2 rounded-[2px] ${barColors[kind]}`} />
          {word}
        </span>
      ))}
    </span>
  );
}

interface StepDetailProps {
  readonly trial: RawFormatTrial & { readonly output: string };
  readonly place: number;
}

function StepDetail({ trial, place }: StepDetailProps): ReactNode {
  const { t } = useTranslation('formats');
  const { steps, end, output } = trial;
  const isEnd = place > steps.length;
  const step = isEnd ? undefined : steps[place - 1];
  const arrivedLength = useMemo(
    () => steps.slice(0, place).reduce((sum, { chunk }) => sum + chunk.length, 0),
    [steps, place],
  );
  const arrived = isEnd ? output : output.slice(0, arrivedLength);
  const held = step?.held ?? '';
  const lines = describeParts(step?.parts ?? end, t);
  return (
    <div className="grid min-h-0 grow grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] gap-3 px-3 pt-2 pb-3">
      <Column title={t('arrived')} aside={<Legend />}>
        <Arrived arrived={arrived} held={held} />
      </Column>
      <div className="grid min-h-0 grid-cols-2 gap-3">
        <Column title={t('cameOut')}>
          {lines.length === 0 ? <span className="text-muted">{t('nothingOut')}</span> : undefined}
          {lines.map(({ id, label, text }) => (
            <div key={id} className="flex gap-2">
              <span className="shrink-0 font-sans text-muted">{label}</span>
              <span>{text}</span>
            </div>
          ))}
        </Column>
        <Column title={t('heldBack')}>
          {held === '' ? (
            <span className="text-muted">{t('nothingHeld')}</span>
          ) : (
            <>
              {(step?.heldLength ?? 0) > held.length ? (
                <p className="font-sans text-muted">
                  {t('heldMore', { count: (step?.heldLength ?? 0) - held.length })}
                </p>
              ) : undefined}
              <mark className="held-back">{held}</mark>
            </>
          )}
        </Column>
      </div>
    </div>
  );
}

/** The output so far, from its end; what is held is marked where it stands. */
function Arrived({ arrived, held }: { readonly arrived: string; readonly held: string }) {
  // White space may be held on its own, so that what is held need not be one piece of the output.
  const isTail = arrived.endsWith(held);
  const before = isTail ? arrived.slice(0, arrived.length - held.length) : arrived;
  return (
    <>
      {before.length > mostBefore ? `…${before.slice(-mostBefore)}` : before}
      {isTail && held !== '' ? <mark className="held-back">{held}</mark> : undefined}
    </>
  );
}

interface ColumnProps {
  readonly title: string;
  /** At the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

function Column({ title, aside, children }: ColumnProps): ReactNode {
  return (
    <section aria-label={title} className="flex min-h-0 min-w-0 flex-col">
      <h3 className="mb-1 flex items-center justify-between gap-2 text-small text-muted">
        {title}
        {aside}
      </h3>
      <div
        tabIndex={0}
        role="group"
        aria-label={title}
        className="selectable min-h-0 grow overflow-y-auto rounded-control border border-line bg-sunken px-2 py-1 font-mono text-small leading-[18px] wrap-anywhere whitespace-pre-wrap"
      >
        {children}
      </div>
    </section>
  );
}
