import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeField } from '../editor/code-field.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { showToast } from '../ui/toast-store.ts';
import type { Workbench } from './use-workbench.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface PaneProps {
  readonly bench: Workbench;
}

/** Which format, and its JSON: any can be changed and tried, and kept under an id of its own. */
export function FormatPane({ bench }: PaneProps): ReactNode {
  const { t } = useTranslation('formats');
  const { formats, chosen } = bench;
  return (
    <section aria-label={t('format')} className="flex min-h-0 flex-col gap-2 p-3">
      <div className="shrink-0">
        <Select
          label={t('format')}
          value={chosen?.id ?? ''}
          onChange={(id) => bench.choose(id)}
          options={formats.map(({ id, title, from }) => ({
            value: id,
            label: id,
            note: title,
            group: t(from === 'own' ? 'groupOwn' : 'groupBuiltIn'),
          }))}
        />
      </div>
      <div className="flex h-5 items-center gap-2 text-small text-muted">
        <span>{t(chosen?.from === 'own' ? 'yours' : 'builtIn')}</span>
        {bench.isChanged ? <span className="text-waiting">{t('changed')}</span> : undefined}
        {chosen?.isRisky === true ? <span className="truncate">{t('risky')}</span> : undefined}
        {bench.isChanged ? (
          <button
            type="button"
            onClick={() => bench.choose(chosen?.id ?? '')}
            className="ml-auto rounded text-accent hover:underline"
          >
            {t('revert')}
          </button>
        ) : undefined}
      </div>
      <div className="min-h-0 grow">
        <CodeField
          label={t('definition')}
          language="json"
          rows={10}
          fit="fill"
          undo="editor"
          value={bench.definition}
          invalid={hasFault(bench)}
          onChange={(text) => bench.setDefinition(text)}
        />
      </div>
      <Findings bench={bench} />
      <Actions bench={bench} />
    </section>
  );
}

/** Of a built-in format that stands unchanged, only that its id is taken is wrong: nobody needs to know. */
function hasFault({ view, isChanged }: Workbench): boolean {
  if (!isChanged) return false;
  return view.notJson !== undefined || view.findings.length > 0;
}

function listFaults({ view, isChanged }: Workbench): readonly string[] {
  if (!isChanged) return [];
  return view.findings.map(({ message }) => message);
}

function Findings({ bench }: PaneProps): ReactNode {
  const { t } = useTranslation('formats');
  const say = useEngineWords();
  const { view, error, brokenFiles, isChanged } = bench;
  const faults = [
    ...(view.notJson === undefined ? [] : [t('notJson', { problem: view.notJson })]),
    ...listFaults(bench).map(say),
    ...(error === undefined ? [] : [say(error.message)]),
    ...brokenFiles.map(({ file, message }) => `${file}: ${say(message)}`),
  ];
  return (
    <ul
      aria-label={t('findings')}
      aria-live="polite"
      className="selectable flex max-h-28 min-h-5 shrink-0 flex-col gap-1 overflow-y-auto text-small"
    >
      {faults.map((fault) => (
        <li key={fault} className="flex items-start gap-1.5">
          <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-failed" />
          <span className="wrap-anywhere">{fault}</span>
        </li>
      ))}
      {faults.length === 0 && isChanged && view.isCurrent ? (
        <li className="flex items-center gap-1.5 text-muted">
          <CircleCheck aria-hidden size={13} className="shrink-0 text-done" />
          {t('usable')}
        </li>
      ) : undefined}
      {faults.length === 0 && !isChanged && bench.chosen?.from === 'built-in' ? (
        <li className="text-muted">{t('chooseId')}</li>
      ) : undefined}
    </ul>
  );
}

function Actions({ bench }: PaneProps): ReactNode {
  const { t } = useTranslation('formats');
  const [asks, setAsks] = useState(false);
  const save = async (): Promise<void> => {
    const id = await bench.save();
    if (id !== undefined) showToast({ tone: 'info', text: t('saved', { id }) });
  };
  const remove = async (): Promise<void> => {
    const id = bench.chosen?.id;
    setAsks(false);
    if (await bench.remove()) showToast({ tone: 'info', text: t('removed', { id }) });
  };
  if (asks) {
    return (
      <div className="flex gap-2">
        <Button variant="danger" onClick={() => void remove()}>
          {t('removeReally')}
        </Button>
        <Button onClick={() => setAsks(false)}>{t('keep')}</Button>
      </div>
    );
  }
  return (
    <div className="flex gap-2">
      <Button
        variant="primary"
        disabled={!bench.isChanged || !bench.view.isCurrent || hasFault(bench)}
        onClick={() => void save()}
      >
        {t('save')}
      </Button>
      {bench.chosen?.from === 'own' ? (
        <Button variant="danger" onClick={() => setAsks(true)}>
          {t('remove')}
        </Button>
      ) : undefined}
    </div>
  );
}
