import { Tabs } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedPart, ComparedStep } from '../../core/contracts/comparison/run-comparison.ts';
import { DifferenceList } from '../versions/difference-list.tsx';
import { listDifferences } from '../versions/list-differences.ts';
import { CompareTextsView } from './compare-texts-view.tsx';
import type { ShownComparison } from './use-comparison.ts';
import { useComparedWords } from './use-compared-words.ts';

type Tab = ComparedPart | 'settings';

const stepParts = ['text', 'reasoning', 'calls', 'input', 'output', 'error'] as const;
const runParts = ['input', 'output', 'error'] as const;

/** What is different in one step: its texts side by side, and what is set otherwise. */
export function CompareDetail({
  shown,
  step,
}: {
  readonly shown: ShownComparison;
  readonly step: ComparedStep;
}): ReactNode {
  const { t } = useTranslation('compare');
  const words = useComparedWords();
  // Who looks through one kind of text step by step goes on with it.
  const [wish, setWish] = useState<{ readonly row: number; readonly tab: Tab }>();
  const all = step.row === 0 ? runParts : stepParts;
  const parts = all.filter((part) => hasPart(step, part));
  const tabs: readonly Tab[] = step.pass === undefined ? [...parts, 'settings'] : ['settings'];
  const told = parts.find((part) => step.differs.includes(part)) ?? parts[0] ?? 'settings';
  const tab = wish?.row === step.row ? wish.tab : step.pass === undefined ? told : 'settings';
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => setWish({ row: step.row, tab: next as Tab })}
      className="flex min-h-0 grow flex-col"
    >
      <div className="flex min-w-0 shrink-0 items-stretch gap-3 border-b border-line px-3">
        <h3 translate="no" className="max-w-64 self-center truncate font-semibold">
          {words.name(step)}
        </h3>
        <Tabs.List aria-label={t('parts')} className="flex min-w-0 overflow-x-auto">
          {tabs.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="flex h-8 items-center gap-1.5 border-b-2 border-transparent px-2.5 whitespace-nowrap text-muted -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:text-text"
            >
              {t(name)}
              {name !== 'settings' && step.differs.includes(name) ? (
                <span className="compared-dot">
                  <span className="sr-only">{t('isDifferent')}</span>
                </span>
              ) : undefined}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </div>
      <Tabs.Content value={tab} tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
        {tab === 'settings' ? (
          <Settings shown={shown} step={step} />
        ) : (
          <CompareTextsView comparison={shown.comparison} row={step.row} part={tab} />
        )}
      </Tabs.Content>
    </Tabs.Root>
  );
}

/** What streamed nothing has no texts of that kind to look for. */
function hasPart({ a, b, differs }: ComparedStep, part: ComparedPart): boolean {
  if (differs.includes(part)) return true;
  if (part === 'input' || part === 'output') return true;
  if (part === 'error') return a?.error !== undefined || b?.error !== undefined;
  return part === 'text' && ((a?.tokens ?? 0) > 0 || (b?.tokens ?? 0) > 0);
}

/** What is set otherwise in the step's node; of a whole run, in the whole flow. */
function Settings({
  shown,
  step,
}: {
  readonly shown: ShownComparison;
  readonly step: ComparedStep;
}) {
  const { t } = useTranslation('compare');
  const { difference } = shown;
  const nodeId = step.a?.nodeId ?? step.b?.nodeId ?? '';
  const rows = difference === undefined ? [] : listDifferences(difference);
  const own = rows.filter(
    (row) => step.row === 0 || [...row.path, row.nodeId ?? ''].join('/') === nodeId,
  );
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t('settings')}
      className="min-h-0 grow overflow-y-auto p-2 -outline-offset-2"
    >
      {difference === undefined ? (
        <p className="text-muted">{t('noFlow')}</p>
      ) : own.length === 0 ? (
        <p className="p-2 text-muted">{t(step.row === 0 ? 'sameFlow' : 'sameSettings')}</p>
      ) : (
        <DifferenceList rows={own} />
      )}
    </div>
  );
}
