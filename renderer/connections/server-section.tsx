import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionInfo, LocalServerInfo } from '../../core/contracts/connection.ts';
import { findPreset } from '../../core/model/connection-presets.ts';
import type { LocalServerSettings } from '../../core/model/connection-settings.ts';
import { refreshConnections, requireClient } from '../engine/engine-store.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { Confirmation } from './confirmation.tsx';
import { Disclosure } from './disclosure.tsx';
import { useForm } from './form-context.ts';
import { FormLines, FormText } from './form-fields.tsx';
import { Note } from './note.tsx';
import { ServerLog } from './server-log.tsx';
import { isTrusted, trust } from './trusted-servers.ts';
import { useRequest } from '../ui/use-request.ts';
import { ValueRows } from './value-rows.tsx';

interface ServerSectionProps {
  readonly info: ConnectionInfo | undefined;
  /** Whether the form differs from what is stored, and so from what would be started. */
  readonly isChanged: boolean;
}

/** The program that serves a connection's models: what to run, and how it is doing. */
export function ServerSection({ info, isChanged }: ServerSectionProps): ReactNode {
  const { t } = useTranslation('connections');
  const { form, change, issues } = useForm();
  const hasIssue = issues.some(({ path }) => path.startsWith('server'));
  // A service of somebody else is not started here.
  if (findPreset(form.preset)?.kind === 'cloud' && form.command === '') return undefined;
  const server = info?.settings?.server;
  return (
    <Disclosure label={t('server')} open={hasIssue || server !== undefined}>
      <p className="-mt-3 text-muted">{t('serverText')}</p>
      {info === undefined || server === undefined ? undefined : (
        <ServerControl info={info} server={server} isChanged={isChanged} />
      )}
      <div className="grid grid-cols-2 gap-4">
        <FormText name="command" label={t('command')} placeholder="llama-server" isMono />
        <FormText name="cwd" label={t('cwd')} isMono />
      </div>
      <FormLines
        name="args"
        label={t('args')}
        help={t('argsHelp')}
        placeholder={'--jinja\n-m\nmodel.gguf'}
        rows={4}
      />
      <div className="grid grid-cols-[1fr_160px] gap-4">
        <FormText
          name="healthUrl"
          label={t('healthUrl')}
          help={t('healthUrlHelp')}
          placeholder="http://127.0.0.1:8080/health"
          isMono
        />
        <FormText
          name="startTimeoutSeconds"
          label={t('startTimeoutSeconds')}
          placeholder="120"
          unit={t('seconds')}
          isNumber
        />
      </div>
      <ValueRows
        label={t('env')}
        path="server.env"
        addLabel={t('addVariable')}
        rows={form.env}
        onChange={(env) => change({ env })}
      />
    </Disclosure>
  );
}

interface ServerControlProps {
  readonly info: ConnectionInfo;
  readonly server: LocalServerSettings;
  readonly isChanged: boolean;
}

function ServerControl({ info, server, isChanged }: ServerControlProps): ReactNode {
  const { t } = useTranslation('connections');
  const [asks, setAsks] = useState(false);
  const { busy, error, run } = useRequest<void>();
  const { state } = info.server ?? { state: 'stopped' };
  const isUp = state === 'running' || state === 'starting';
  const start = async (): Promise<void> => {
    await requireClient().call('connections.server.start', { id: info.id });
    await refreshConnections();
  };
  const stop = async (): Promise<void> => {
    await requireClient().call('connections.server.stop', { id: info.id });
    await refreshConnections();
  };
  const startIfTrusted = async (): Promise<void> => {
    if (await isTrusted(info.id, server)) await start();
    else setAsks(true);
  };
  const agree = async (): Promise<void> => {
    setAsks(false);
    await trust(info.id, server);
    await start();
  };
  const command = [server.command, ...(server.args ?? [])].join(' ');
  return (
    <div className="flex flex-col gap-3 rounded-control border border-line p-3">
      <div className="flex items-center gap-3">
        <ServerState server={info.server} />
        <span className="min-w-0 grow text-small text-muted">
          {isUp ? undefined : t(isChanged ? 'startSaveFirst' : 'startNote')}
        </span>
        {isUp || state === 'stopping' ? (
          <Button
            disabled={busy || state === 'stopping'}
            icon={<Square size={13} aria-hidden className="text-failed" />}
            onClick={() => run(stop)}
          >
            {t('stop')}
          </Button>
        ) : (
          <Button
            disabled={busy || isChanged}
            icon={<Play size={13} aria-hidden />}
            onClick={() => run(startIfTrusted)}
          >
            {t('start')}
          </Button>
        )}
      </div>
      {error === undefined ? undefined : (
        <Note tone="failed">
          <ErrorText error={error} />
        </Note>
      )}
      {info.server?.error === undefined ? undefined : (
        <Note tone="failed">
          <ErrorText error={info.server.error} />
        </Note>
      )}
      <ServerLog id={info.id} state={state} />
      {asks ? (
        <Confirmation
          title={t('trustTitle')}
          text={t('trustText')}
          no={t('cancel', { ns: 'shell' })}
          yes={
            <Button variant="primary" onClick={() => run(agree)}>
              {t('trustStart')}
            </Button>
          }
          onClose={() => setAsks(false)}
        >
          <pre className="selectable rounded-control border border-line bg-sunken px-3 py-2 font-mono text-small whitespace-pre-wrap wrap-anywhere">
            {command}
          </pre>
        </Confirmation>
      ) : undefined}
    </div>
  );
}

function ServerState({ server }: { readonly server: LocalServerInfo | undefined }): ReactNode {
  const { t } = useTranslation('connections');
  const { state = 'stopped', startedInMs, processId } = server ?? {};
  const tones = {
    stopped: 'text-muted',
    starting: 'text-running',
    running: 'text-running',
    stopping: 'text-waiting',
    failed: 'text-failed',
  } as const;
  const more = [
    startedInMs === undefined ? '' : t('startedIn', { seconds: (startedInMs / 1000).toFixed(1) }),
    processId === undefined ? '' : t('processId', { id: processId }),
  ].filter((text) => text !== '');
  return (
    <span role="status" className="flex shrink-0 items-center gap-1.5">
      <span aria-hidden className={`size-1.5 rounded-full bg-current ${tones[state]}`} />
      <span className={tones[state]}>{t(`serverState_${state}`)}</span>
      {state === 'running' && more.length > 0 ? (
        <span className="ml-1 text-small text-muted">{more.join(' · ')}</span>
      ) : undefined}
    </span>
  );
}
