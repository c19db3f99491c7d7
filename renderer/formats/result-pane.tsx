import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrialResult } from '../../core/contracts/raw-formats.ts';
import type { TrialView } from './use-trial.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface ResultPaneProps {
  readonly view: TrialView;
}

/** More than this of one text is not drawn, UTF-16 units. */
const mostShown = 20_000;

/** What the output is read as, always of what stands in the fields as far as that can be read. */
export function ResultPane({ view }: ResultPaneProps): ReactNode {
  const { t } = useTranslation('formats');
  const { trial } = view;
  const hasFault = view.notJson !== undefined || !view.isCurrent;
  return (
    <section aria-label={t('result')} className="flex min-h-0 flex-col gap-2 p-3">
      <div className="flex h-7 items-center gap-2 text-muted">{t('result')}</div>
      {trial !== undefined && hasFault ? (
        <p className="text-small text-waiting">{t('withheld')}</p>
      ) : undefined}
      <div
        tabIndex={0}
        role="group"
        aria-label={t('result')}
        className="flex min-h-0 grow flex-col gap-4 overflow-y-auto rounded-control -outline-offset-2"
      >
        {trial === undefined || trial.output === '' ? (
          <p className="text-muted">{t('nothingYet')}</p>
        ) : (
          <Result result={trial.result} />
        )}
      </div>
    </section>
  );
}

function Result({ result }: { readonly result: TrialResult }): ReactNode {
  const { t } = useTranslation('formats');
  const say = useEngineWords();
  const { visible_text: text, reasoning, calls, errors } = result;
  return (
    <>
      {reasoning === '' ? undefined : (
        <Part title={t('reasoning')}>
          <Text className="text-muted" text={reasoning} />
        </Part>
      )}
      <Part title={t('visibleText')}>
        {text === '' ? <p className="text-muted">{t('emptyText')}</p> : <Text text={text} />}
      </Part>
      {calls.length === 0 ? undefined : (
        <Part title={t('calls', { count: calls.length })}>
          <ul className="flex flex-col gap-2">
            {number(calls).map(({ place, item: call }) => (
              <li
                key={place}
                className="rounded-control border border-line-strong bg-sunken px-2.5 py-1.5"
              >
                <span className="font-mono text-small text-tools">{call.name}</span>
                <Text
                  className="mt-0.5 text-muted"
                  text={JSON.stringify(call.arguments, undefined, 2)}
                />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {errors.length === 0 ? undefined : (
        <Part title={t('errors')}>
          <ul className="flex flex-col gap-1.5">
            {number(errors).map(({ place, item: error }) => (
              <li key={place} className="flex items-start gap-1.5 text-small">
                <CircleX aria-hidden size={13} className="mt-0.5 shrink-0 text-failed" />
                <span className="selectable wrap-anywhere">
                  {say(error.message)} <span className="font-mono text-muted">{error.code}</span>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

/** Equal calls and errors may come several times: only their place tells them apart. */
function number<Item>(
  items: readonly Item[],
): readonly { readonly place: number; readonly item: Item }[] {
  return items.map((item, place) => ({ place, item }));
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-small text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Text({ text, className = '' }: { readonly text: string; readonly className?: string }) {
  return (
    <pre
      className={`selectable font-mono text-small leading-[18px] wrap-anywhere whitespace-pre-wrap ${className}`}
    >
      {text.length > mostShown ? `${text.slice(0, mostShown)}…` : text}
    </pre>
  );
}
