import { Plus, Radar } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundServer } from '../../core/contracts/connection.ts';
import { connectionPresets, findPreset } from '../../core/model/connection-presets.ts';
import type { ConnectionPreset } from '../../core/model/connection-presets.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import { requireClient } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { proposeId } from './connection-state.ts';
import { PresetIcon } from './preset-icon.tsx';
import { useRequest } from '../ui/use-request.ts';

interface AddPaneProps {
  readonly takenIds: readonly string[];
  readonly onBegin: (settings: ConnectionSettings) => void;
  /** Goes to a connection that exists. */
  readonly onShow: (id: string) => void;
}

const groups = [
  { kind: 'local', label: 'groupLocal' },
  { kind: 'cloud', label: 'groupCloud' },
  { kind: 'custom', label: 'groupCustom' },
] as const;

/** Where a new connection may lead: servers found on this machine, and every preset. */
export function AddPane({ takenIds, onBegin, onShow }: AddPaneProps): ReactNode {
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const { busy, result, error, run } = useRequest<readonly FoundServer[]>();
  const begin = (preset: Pick<ConnectionPreset, 'id'>): void =>
    onBegin({ id: proposeId(preset, takenIds), preset: preset.id });
  const beginFound = (server: FoundServer): void => {
    const [model] = server.models;
    onBegin({
      id: proposeId({ id: server.preset }, takenIds),
      preset: server.preset,
      // Another program's port is told from the preset's own by keeping the address.
      ...(findPreset(server.preset)?.baseUrl === server.baseUrl ? {} : { baseUrl: server.baseUrl }),
      ...(model === undefined ? {} : { defaultModel: model.id }),
    });
  };
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t('add')}
      className="flex min-h-0 grow flex-col gap-5 overflow-y-auto p-5 -outline-offset-2"
    >
      <header className="flex items-start justify-between gap-6">
        <div className="flex flex-col gap-0.5">
          <h3 className="text-[15px] leading-6 font-semibold">{t('add')}</h3>
          <p className="text-muted">{t('addText')}</p>
        </div>
        <Button
          disabled={busy}
          icon={<Radar size={14} aria-hidden className="text-muted" />}
          onClick={() => run(() => requireClient().call('connections.discover', {}))}
        >
          {t(busy ? 'discovering' : 'discover')}
        </Button>
      </header>
      <div role="status" className={(result ?? error) ? '' : 'hidden'}>
        {error === undefined ? undefined : <ErrorText error={error} />}
        {result?.length === 0 ? <p className="text-muted">{t('discoverNone')}</p> : undefined}
        {result === undefined || result.length === 0 ? undefined : (
          <FoundServers servers={result} onAdd={beginFound} onShow={onShow} />
        )}
      </div>
      {groups.map(({ kind, label }) => (
        <section key={kind}>
          <h4 className="pb-2 text-small font-semibold text-muted">{t(label)}</h4>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(210px,1fr))] gap-2">
            {connectionPresets
              .filter((preset) => preset.kind === kind)
              .map((preset) => (
                <li key={preset.id}>
                  <button
                    type="button"
                    onClick={() => begin(preset)}
                    className="flex h-full w-full items-start gap-2.5 rounded-control border border-line p-2.5 text-left transition-colors hover:border-line-strong hover:bg-hover"
                  >
                    <PresetIcon preset={preset.id} />
                    <span className="flex min-w-0 flex-col">
                      <span>{words(preset.label)}</span>
                      <span className="truncate text-small text-muted">{hostOf(preset)}</span>
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface FoundServersProps {
  readonly servers: readonly FoundServer[];
  readonly onAdd: (server: FoundServer) => void;
  readonly onShow: (id: string) => void;
}

function FoundServers({ servers, onAdd, onShow }: FoundServersProps): ReactNode {
  const { t } = useTranslation('connections');
  return (
    <section aria-label={t('discovered')}>
      <h4 className="pb-2 text-small font-semibold text-muted">{t('discovered')}</h4>
      <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
        {servers.map((server) => (
          <li key={server.baseUrl} className="flex items-center gap-2.5 p-2.5">
            <PresetIcon preset={server.preset} />
            <span className="flex min-w-0 grow flex-col">
              <span>{server.label}</span>
              <span className="selectable truncate font-mono text-small text-muted">
                {server.baseUrl}
              </span>
            </span>
            <span className="shrink-0 text-small text-muted">
              {t('modelCount', { count: server.models.length })}
            </span>
            {server.connection === undefined ? (
              <Button
                variant="primary"
                icon={<Plus size={14} aria-hidden />}
                aria-label={t('discoveredAddName', { name: server.label, address: server.baseUrl })}
                onClick={() => onAdd(server)}
              >
                {t('discoveredAdd')}
              </Button>
            ) : (
              <Button variant="quiet" onClick={() => onShow(server.connection ?? '')}>
                {t('discoveredKnown', { name: server.connection })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function hostOf({ baseUrl, baseUrlExample }: ConnectionPreset): string {
  return (baseUrl ?? baseUrlExample ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
