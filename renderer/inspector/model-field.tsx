import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelListing } from '../../core/contracts/connection.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { endStep } from '../document/document-store.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { SearchList } from '../ui/search-list.tsx';
import { TextField } from '../ui/text-field.tsx';
import { listModels } from './list-models.ts';
import type { ControlProps } from './setting-field.tsx';
import { engineWords } from '../i18n/use-engine-words.ts';

interface ModelFieldProps extends ControlProps<string> {
  readonly connectionId: string;
}

/** A model's name: any can be typed, those that the connection knows or its endpoint lists can be picked. */
export function ModelField(props: ModelFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  const connection = useEngineStore((store) =>
    store.connections.find((known) => known.id === props.connectionId),
  );
  const asked = useAskedModels(props.connectionId);
  const options = listModels(connection, asked.models, {
    context: (tokens) => t('contextOf', { tokens }),
    price: (input, output) => t('priceOf', { input, output }),
  });
  return (
    <div className="relative">
      <TextField
        id={props.id}
        value={props.value}
        placeholder={props.placeholder ?? connection?.defaultModel}
        disabled={props.disabled}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        data-document-field
        onBlur={endStep}
        onChange={(event) => props.onChange(event.target.value)}
        className="pr-8"
      />
      {connection === undefined || props.disabled ? undefined : (
        <span className="absolute top-px right-px">
          <SearchList
            label={t('knownModels')}
            options={options}
            value={props.value}
            onChange={props.onChange}
            trigger={
              <IconButton label={t('knownModels')} tooltip={false}>
                <ChevronDown size={14} />
              </IconButton>
            }
            footer={
              connection.baseUrl === undefined ? undefined : (
                <span className="flex flex-col gap-1">
                  <button
                    type="button"
                    disabled={asked.isBusy}
                    onClick={asked.ask}
                    className="self-start rounded text-accent hover:underline disabled:text-muted"
                  >
                    {t(asked.isBusy ? 'askingModels' : 'askModels')}
                  </button>
                  {asked.problem === undefined ? undefined : (
                    <span role="alert" className="text-failed">
                      {asked.problem}
                    </span>
                  )}
                </span>
              )
            }
          />
        </span>
      )}
    </div>
  );
}

interface AskedModels {
  readonly models: readonly ModelListing[];
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  readonly ask: () => void;
}

/** What an endpoint answered, and which connection it was asked for. */
interface Answer {
  readonly id: string;
  readonly models: readonly ModelListing[];
  readonly problem?: string;
}

/** What the endpoint lists, asked only when the person wants it: it may be far away, or down. */
function useAskedModels(id: string): AskedModels {
  const [answer, setAnswer] = useState<Answer>({ id, models: [] });
  const [isBusy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    try {
      const { models } = await requireClient().call('connections.models', { target: { id } });
      setAnswer({ id, models });
    } catch (thrown) {
      setAnswer({ id, models: [], problem: engineWords(toErrorInfo(thrown).message) });
    }
    setBusy(false);
  };
  const { models, problem } = answer.id === id ? answer : { models: [], problem: undefined };
  return { models, isBusy, problem, ask: () => void ask() };
}
