import { Check, CircleMinus, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFinding, ConnectionTest } from '../../core/contracts/connection.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { ConnectionTesting } from './use-connection-test.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface TestButtonProps {
  readonly test: ConnectionTesting;
  readonly disabled?: boolean;
  readonly onTest: () => void;
}

/** Starts a test of the connection as its form stands, and stops it. */
export function TestButton({ test, disabled = false, onTest }: TestButtonProps): ReactNode {
  const { t } = useTranslation('connections');
  return (
    <>
      <Button
        title={t('testText')}
        disabled={disabled || test.busy}
        icon={
          test.busy ? <LoaderCircle size={14} aria-hidden className="animate-spin" /> : undefined
        }
        onClick={onTest}
      >
        {t(test.busy ? 'testing' : 'test')}
      </Button>
      {test.busy ? <Button onClick={test.cancel}>{t('cancelTest')}</Button> : undefined}
    </>
  );
}

const checks = {
  settings: 'checkSettings',
  address: 'checkAddress',
  key: 'checkKey',
  models: 'checkModels',
  answer: 'checkAnswer',
  stream: 'checkStream',
  tools: 'checkTools',
} as const satisfies Record<ConnectionFinding['check'], string>;

const looks = {
  ok: { Icon: Check, tone: 'text-done', word: 'findingOk' },
  warning: { Icon: TriangleAlert, tone: 'text-waiting', word: 'findingWarning' },
  failed: { Icon: X, tone: 'text-failed', word: 'findingFailed' },
  skipped: { Icon: CircleMinus, tone: 'text-muted', word: 'findingSkipped' },
} as const satisfies Record<
  ConnectionFinding['state'],
  { readonly Icon: LucideIcon; readonly tone: string; readonly word: string }
>;

/** What a test found, line by line; nothing before the first one. */
export function TestReport({ test }: { readonly test: ConnectionTesting }): ReactNode {
  const { t } = useTranslation('connections');
  const { result, error } = test;
  if (result === undefined && error === undefined) return undefined;
  return (
    <section
      aria-label={t('testResult')}
      className="flex max-h-[42%] shrink-0 flex-col border-t border-line bg-sunken"
    >
      <header className="flex items-center gap-2 pt-2 pr-3 pl-5">
        <h4 role="status" className="grow font-semibold">
          {t(result === undefined ? 'testFailed' : judge(result))}
          {result === undefined || result.model === '' ? undefined : (
            <span className="ml-2 font-mono text-small font-normal text-muted">{result.model}</span>
          )}
        </h4>
        <IconButton label={t('hideResult')} tooltip={false} onClick={test.clear}>
          <X size={14} />
        </IconButton>
      </header>
      <div tabIndex={0} className="min-h-0 overflow-y-auto px-5 pb-3 -outline-offset-2">
        {error === undefined ? undefined : <ErrorText error={error} />}
        <ul className="flex flex-col gap-1.5">
          {result?.findings.map((finding) => (
            <FindingRow key={`${finding.check} ${finding.message}`} finding={finding} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function judge({ ok, findings }: ConnectionTest): 'testPassed' | 'testWarned' | 'testFailed' {
  if (!ok) return 'testFailed';
  return findings.some(({ state }) => state === 'warning' || state === 'skipped')
    ? 'testWarned'
    : 'testPassed';
}

function FindingRow({ finding }: { readonly finding: ConnectionFinding }): ReactNode {
  const { t } = useTranslation('connections');
  const say = useEngineWords();
  const { Icon, tone, word } = looks[finding.state];
  return (
    <li className="flex items-start gap-2">
      <Icon size={14} role="img" aria-label={t(word)} className={`mt-[3px] shrink-0 ${tone}`} />
      <span className="w-20 shrink-0 text-muted">{t(checks[finding.check])}</span>
      <span className="selectable min-w-0 grow wrap-anywhere">
        {say(finding.message)}
        {finding.action === undefined ? undefined : (
          <span className="text-muted"> {say(finding.action)}</span>
        )}
      </span>
      {finding.ms === undefined ? undefined : (
        <span className="shrink-0 font-mono text-small leading-5 text-muted">{finding.ms} ms</span>
      )}
    </li>
  );
}
