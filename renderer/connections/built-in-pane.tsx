import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import { getHost } from '../host/host.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { PaneHeader } from './pane-header.tsx';
import { iconOf } from './connection-list.tsx';
import { judgeState } from './connection-state.ts';
import { KeyStatus } from './key-status.tsx';
import { Note } from './note.tsx';
import { TestButton, TestReport } from './test-report.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import type { Secrets } from './use-secrets.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface BuiltInPaneProps {
  readonly info: ConnectionInfo;
  readonly secrets: Secrets;
}

/** A connection that comes with the program or its environment: what it is, and nothing to change but its key. */
export function BuiltInPane({ info, secrets }: BuiltInPaneProps): ReactNode {
  const { t } = useTranslation('connections');
  const say = useEngineWords();
  const words = useKindWords();
  const test = useConnectionTest();
  const { variables = [] } = info;
  const isDemo = info.id === 'demo';
  return (
    <>
      <div
        tabIndex={0}
        role="group"
        aria-label={words(info.label)}
        className="flex min-h-0 grow flex-col gap-5 overflow-y-auto p-5 -outline-offset-2"
      >
        <PaneHeader
          preset={iconOf(info)}
          title={words(info.label)}
          note={words(info.note)}
          state={judgeState(info)}
        />
        <p className="max-w-prose text-muted">{t(isDemo ? 'builtInDemo' : 'builtInEnvironment')}</p>
        {info.problem === undefined ? undefined : <Note tone="waiting">{say(info.problem)}</Note>}
        <dl className="grid max-w-2xl grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          <Fact name={t('id')}>{info.id}</Fact>
          {info.baseUrl === undefined ? undefined : <Fact name={t('address')}>{info.baseUrl}</Fact>}
          {info.models.length === 0 ? undefined : (
            <Fact name={t('models')}>{info.models.join(', ')}</Fact>
          )}
          {variables.length === 0 ? undefined : (
            <Fact name={t('variables')}>{variables.join(', ')}</Fact>
          )}
        </dl>
        {info.keyName !== undefined && getHost().secrets !== undefined ? (
          <KeyStatus
            name={info.keyName}
            secrets={secrets}
            isMissing={info.missingSecret === info.keyName}
          />
        ) : undefined}
        {info.keyName !== undefined && getHost().secrets === undefined ? (
          <p className="max-w-prose text-small text-muted">
            {t('keysFromEnvironment', { ns: 'shell' })}
          </p>
        ) : undefined}
      </div>
      <TestReport test={test} />
      <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
        <TestButton test={test} onTest={() => test.start({ id: info.id })} />
      </footer>
    </>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: string;
}

function Fact({ name, children }: FactProps): ReactNode {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="selectable min-w-0 font-mono text-small leading-5 wrap-anywhere">
        {children}
      </dd>
    </>
  );
}
