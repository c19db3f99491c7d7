import { CirclePause } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldWork } from '../../core/contracts/run-control.ts';
import { isJsonObject, type JsonObject } from '../../core/shared/json.ts';
import { runFeed } from '../run/run-feed.ts';
import type { RunView } from '../run/run-view.ts';
import { Button } from '../ui/button.tsx';
import { ValueView } from '../values/value-view.tsx';
import { continueRun, stepRun } from './control-actions.ts';
import { JsonDraft, readDraft } from './json-draft.tsx';

/** What of the run is held until a person lets it go on, above what its nodes said. */
export function HeldList({ view }: { readonly view: RunView }): ReactNode {
  const { t } = useTranslation('control');
  // A moment of before may show what has gone on since: nobody can let it go on once more.
  const { live } = runFeed;
  const shown = [...view.held.values()].filter(({ holdId }) => live.held.has(holdId));
  if (view.state !== 'running' || live.state !== 'running' || shown.length === 0) return undefined;
  return (
    <ul
      aria-label={t('held')}
      className="max-h-[75%] shrink-0 overflow-auto border-b border-line bg-raised"
    >
      {shown.map((work) => (
        <li
          key={`${view.runId} ${work.holdId}`}
          className="border-line px-3 py-2 not-first:border-t"
        >
          <HeldCard work={work} title={titleOf(view, work.nodeId)} />
        </li>
      ))}
    </ul>
  );
}

function titleOf(view: RunView, nodeId: string): string {
  return view.titles.get(nodeId) ?? view.nodes.get(nodeId)?.title ?? nodeId;
}

interface CardProps {
  readonly work: HeldWork;
  readonly title: string;
}

function HeldCard({ work, title }: CardProps): ReactNode {
  const { t } = useTranslation('control');
  const [draft, setDraft] = useState<string>();
  const { holdId, when, values, iteration, isEditable } = work;
  const changed = draft === undefined ? undefined : readDraft(draft);
  const own = 'value' in values ? values.value : undefined;
  return (
    <>
      <p role="alert" className="selectable flex items-baseline gap-2 text-small">
        <CirclePause aria-hidden size={14} className="shrink-0 self-center text-waiting" />
        <span className="min-w-0 truncate font-semibold">{title}</span>
        <span className="shrink-0 text-muted">{t(work.edge ? 'heldAtWire' : `held_${when}`)}</span>
        {iteration === '' ? undefined : (
          <span className="truncate font-mono text-muted">{iteration}</span>
        )}
      </p>
      {draft === undefined ? (
        <div className="max-h-32 overflow-auto">
          <ValueView label={t(when === 'before' ? 'heldInputs' : 'heldOutputs')} value={values} />
        </div>
      ) : (
        <JsonDraft label={t('changedValues')} draft={draft} onChange={setDraft} />
      )}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          disabled={draft !== undefined && changed === undefined}
          onClick={() => continueRun(holdId, changed)}
        >
          {t(draft === undefined ? 'goOn' : 'goOnChanged')}
        </Button>
        <Button onClick={() => stepRun(holdId)}>{t('step')}</Button>
        {isEditable && draft === undefined && isJsonObject(own) ? (
          <Button onClick={() => setDraft(write(own))}>{t('change')}</Button>
        ) : undefined}
        {draft === undefined ? undefined : (
          <Button onClick={() => setDraft(undefined)}>{t('undoChange')}</Button>
        )}
        {isEditable ? undefined : <p className="text-small text-muted">{t('masked')}</p>}
      </div>
    </>
  );
}

function write(values: JsonObject): string {
  return JSON.stringify(values, undefined, 2);
}
