import { Copy, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedValue } from '../../core/contracts/events.ts';
import { formatCost } from '../run/format-cost.ts';
import { formatDuration } from '../run/format-figures.ts';
import type { RunView } from '../run/run-view.ts';
import { isStep } from '../run/span-facts.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { showHidden } from '../ui/visible-text.ts';
import { copyText } from '../ui/copy-text.ts';
import type { SpanDetails } from './read-span-detail.ts';
import { useSpanDetails } from './use-span-details.ts';
import { writeSpanJson, writeSpanText } from './write-span.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { SpanIcon } from '../panels/family.tsx';
import { shownState } from '../panels/shown-state.ts';
import { StateWord } from '../panels/state-word.tsx';
import { useConductWords } from '../panels/use-conduct-words.ts';
import { ErrorView } from '../values/error-view.tsx';
import { GoToMomentButton } from '../time/go-to-moment-button.tsx';
import { goToMomentOfSeq } from '../time/go-to-selection.ts';
import { ValueView } from '../values/value-view.tsx';
import { useStepWords } from '../panels/use-step-words.ts';

interface SpanDetailProps {
  /** Its row in the trace. */
  readonly row: number;
  readonly view: RunView;
  readonly onClose: () => void;
}

/** All that is known of one step: times, usage, error, input, output and notes. */
export function SpanDetail({ row, view, onClose }: SpanDetailProps): ReactNode {
  const { t } = useTranslation('panels');
  const { span, loading, error } = useSpanDetails(view, row);
  const title = showHidden(useStepWords()(span.title, isStep(view, row)));
  const state = shownState(span, view.state);
  return (
    <section aria-label={t('selectedStep')} className="flex h-full flex-col">
      <header className="flex h-8 shrink-0 items-center gap-2 pr-1 pl-3">
        <SpanIcon kind={span.kind} />
        <h3 className="min-w-0 truncate font-medium">{title}</h3>
        <StateWord state={state} />
        <span className="grow" />
        <GoToMomentButton onGo={() => goToMomentOfSeq(view.trace.columns.openedSeq[row] ?? 0)} />
        <CopyMenu span={span} title={title} />
        <IconButton label={t('closeDetail')} tooltip={false} onClick={onClose}>
          <X size={16} />
        </IconButton>
      </header>
      <div tabIndex={0} className="min-h-0 grow overflow-auto px-3 pb-3 -outline-offset-2">
        {span.error && state === 'failed' ? (
          <div className="mb-2">
            <ErrorView error={span.error} shownAt={span.nodeId} />
          </div>
        ) : undefined}
        <Figures span={span} view={view} />
        {error === undefined ? undefined : (
          <p className="mt-2">
            <ErrorText error={error} />
          </p>
        )}
        <Value
          label={t('input')}
          value={span.input}
          missing={t(loading ? 'loadingValue' : 'notRecorded')}
        />
        {state === 'failed' || state === 'cancelled' ? undefined : (
          <Value
            label={t('outputValue')}
            value={span.output}
            missing={t(missingOutput(span, loading))}
          />
        )}
        {span.notes.map((note) => (
          <Note
            key={`${note.timeUs} ${note.name}`}
            name={note.name}
            hint={`+${formatDuration((note.timeUs - span.openedUs) / 1000)}`}
            value={note.value}
          />
        ))}
      </div>
    </section>
  );
}

function missingOutput(
  span: SpanDetails,
  loading: boolean,
): 'loadingValue' | 'stillRunning' | 'notRecorded' {
  if (loading) return 'loadingValue';
  return span.state === 'running' ? 'stillRunning' : 'notRecorded';
}

function CopyMenu({
  span,
  title,
}: {
  readonly span: SpanDetails;
  readonly title: string;
}): ReactNode {
  const { t } = useTranslation('panels');
  const copy = (text: string): void => void copyText(text, t('copied'), t('copyFailed'));
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('copyStep')} tooltip={false}>
          <Copy size={16} />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => copy(writeSpanText(span, title))}>{t('copyText')}</MenuItem>
      <MenuItem onSelect={() => copy(writeSpanJson(span))}>{t('copyStepJson')}</MenuItem>
    </Menu>
  );
}

interface ValueProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: RecordedValue | undefined;
  readonly missing: string;
}

function Value({ label, hint, value, missing }: ValueProps): ReactNode {
  if (value) return <ValueView label={label} hint={hint} value={value} />;
  return (
    <div className="mt-2">
      <h4 className="text-small text-muted">{label}</h4>
      <p className="text-small text-muted italic">{missing}</p>
    </div>
  );
}

interface NoteProps {
  readonly name: string;
  readonly hint: string;
  readonly value: RecordedValue;
}

/** What was noted in a step: a sentence where there is one for it, else the value as it is. */
function Note({ name, hint, value }: NoteProps): ReactNode {
  const writeConduct = useConductWords();
  const sentence = 'value' in value ? writeConduct(name, value.value) : undefined;
  if (sentence === undefined) return <ValueView label={name} hint={hint} value={value} />;
  return (
    <p className="mt-2 flex gap-2">
      <span className="shrink-0 font-mono text-tiny leading-5 text-muted">{hint}</span>
      <span className="selectable min-w-0 wrap-anywhere">{sentence}</span>
    </p>
  );
}

function Figures({
  span,
  view,
}: {
  readonly span: SpanDetails;
  readonly view: RunView;
}): ReactNode {
  const figures = useFigures(span, view);
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-x-3 gap-y-1">
      {figures.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="truncate text-tiny text-muted">{name}</dt>
          <dd className="selectable truncate font-mono text-small">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Figure = readonly [name: string, value: string | undefined];

function useFigures(span: SpanDetails, view: RunView): (readonly [string, string])[] {
  const { t } = useTranslation('panels');
  const { usage } = span;
  const figures: Figure[] = [
    [t('start'), `+${formatDuration((span.openedUs - (view.startedUs ?? span.openedUs)) / 1000)}`],
    [t('duration'), formatBetween(span.openedUs, span.closedUs)],
    [t('firstToken'), formatBetween(span.openedUs, span.firstTokenUs)],
    [t('rate'), rateOf(span, (rate) => t('rateValue', { rate }))],
    [
      t('tokens'),
      usage && t('tokensValue', { input: usage.inputTokens, output: usage.outputTokens }),
    ],
    [t('reasoningTokens'), usage?.reasoningTokens?.toString()],
    [t('cachedTokens'), usage?.cachedInputTokens?.toString()],
    [t('cost'), usage?.costUsd === undefined ? undefined : formatCost(usage.costUsd)],
    [t('attempt'), span.attempt > 1 ? String(span.attempt) : undefined],
    [t('iteration'), span.iteration || undefined],
    [t('cached'), span.cached ? t('yes') : undefined],
  ];
  return figures.filter((figure): figure is [string, string] => figure[1] !== undefined);
}

function formatBetween(fromUs: number, untilUs: number | undefined): string | undefined {
  return untilUs === undefined ? undefined : formatDuration((untilUs - fromUs) / 1000);
}

/** Of a step that streams itself; a parent's text is its children's. */
function rateOf(span: SpanDetails, write: (rate: number) => string): string | undefined {
  if (span.lastTokenUs === undefined || span.firstTokenUs === undefined) return undefined;
  const streamUs = span.lastTokenUs - span.firstTokenUs;
  return streamUs > 0 ? write(Math.round((span.tokens * 1e6) / streamUs)) : undefined;
}
