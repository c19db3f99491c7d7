import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelList } from '../../core/contracts/connection.ts';
import { completeSettings } from '../../core/model/connection-defaults.ts';
import { requireClient } from '../engine/engine-store.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { settingsFromForm } from './connection-form.ts';
import { useForm } from './form-context.ts';
import { FormText } from './form-fields.tsx';
import { useRequest } from '../ui/use-request.ts';

/** The default model: typed, or chosen from what the endpoint lists. */
export function ModelChoice(): ReactNode {
  const { t } = useTranslation('connections');
  const { form, issues, change } = useForm();
  const { busy, result, error, run, clear } = useRequest<ModelList>();
  const settings = settingsFromForm(form);
  const { defaultModel: _own, ...rest } = settings;
  const { defaultModel } = completeSettings(rest);
  return (
    <div className="flex flex-col gap-2">
      <FormText
        name="defaultModel"
        label={t('defaultModel')}
        help={t('defaultModelHelp')}
        placeholder={defaultModel}
        isMono
        extra={
          <Button
            className="h-[30px]"
            disabled={busy || issues.length > 0}
            icon={
              busy ? <LoaderCircle size={14} aria-hidden className="animate-spin" /> : undefined
            }
            onClick={() =>
              run(() => requireClient().call('connections.models', { target: { settings } }))
            }
          >
            {t(busy ? 'listingModels' : 'listModels')}
          </Button>
        }
      />
      <div role="status" className={(result ?? error) ? '' : 'hidden'}>
        {error === undefined ? undefined : <ErrorText error={error} />}
        {result?.models.length === 0 ? (
          <p className="text-small text-muted">{t('listedNone')}</p>
        ) : undefined}
        {result === undefined || result.models.length === 0 ? undefined : (
          <ModelButtons
            list={result}
            chosen={form.defaultModel}
            onChoose={(id) => {
              change({ defaultModel: id });
              clear();
            }}
          />
        )}
      </div>
    </div>
  );
}

interface ModelButtonsProps {
  readonly list: ModelList;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function ModelButtons({ list, chosen, onChoose }: ModelButtonsProps): ReactNode {
  const { t } = useTranslation('connections');
  return (
    <ul
      aria-label={t('listedModels')}
      className="max-h-44 overflow-y-auto rounded-control border border-line p-1"
    >
      {list.models.map((model) => (
        <li key={model.id}>
          <button
            type="button"
            aria-pressed={model.id === chosen}
            onClick={() => onChoose(model.id)}
            className={classNames(
              'flex min-h-7 w-full items-center gap-3 rounded px-2 text-left -outline-offset-2 hover:bg-hover',
              model.id === chosen && 'bg-accent-quiet',
            )}
          >
            <span className="min-w-0 grow truncate font-mono text-small">{model.id}</span>
            {model.contextTokens === undefined ? undefined : (
              <span className="shrink-0 text-small text-muted">
                {t('contextTokens', { count: model.contextTokens })}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
