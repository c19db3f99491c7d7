import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { AddPane } from './add-pane.tsx';
import { BuiltInPane } from './built-in-pane.tsx';
import { Confirmation } from './confirmation.tsx';
import { ConnectionEditor } from './connection-editor.tsx';
import { ConnectionList } from './connection-list.tsx';
import { titleOf } from './connection-form.ts';
import { chooseFirst, findUnusedSecrets } from './connection-state.ts';
import { StoredKeysPane } from './stored-keys-pane.tsx';
import { useDrafts } from './use-drafts.ts';
import type { Draft } from './use-drafts.ts';
import { useSecrets } from './use-secrets.ts';

/** What the right side shows. */
export type Place =
  | { readonly kind: 'add' }
  | { readonly kind: 'stored-keys' }
  /** `key`: of a draft, which is the id of a connection that is stored. */
  | { readonly kind: 'connection'; readonly key: string };

interface ConnectionsDialogProps {
  /** The connection to show first. */
  readonly wanted: string | undefined;
}

/** All ways to reach models: what is built in, what the person added, their keys and their servers. */
export function ConnectionsDialog({ wanted }: ConnectionsDialogProps): ReactNode {
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const connections = useEngineStore((store) => store.connections);
  const secrets = useSecrets();
  const drafts = useDrafts(connections);
  const [chosen, setChosen] = useState<Place>(() => firstPlace(connections, wanted));
  const [asksToClose, setAsksToClose] = useState(false);
  const { changed, fresh } = drafts;
  const stored = secrets.status?.secrets.map(({ name }) => name) ?? [];
  const unused = findUnusedSecrets(connections, stored);

  const info =
    chosen.kind === 'connection' ? connections.find(({ id }) => id === chosen.key) : undefined;
  const draft =
    chosen.kind !== 'connection'
      ? undefined
      : info === undefined
        ? fresh.find(({ key }) => key === chosen.key)
        : drafts.draftOf(info);
  const show = (key: string): void => setChosen({ kind: 'connection', key });
  const leave = (key: string): void => {
    drafts.drop(key);
    setChosen(
      firstPlace(
        connections.filter(({ id }) => id !== key),
        undefined,
      ),
    );
  };
  const editor = (edited: Draft): ReactNode => (
    <ConnectionEditor
      key={edited.key}
      draft={edited}
      info={info}
      secrets={secrets}
      onChange={(patch) => drafts.change(edited, patch)}
      onRefused={(issues) => drafts.refuse(edited, issues)}
      onSaved={(id) => {
        drafts.drop(edited.key);
        show(id);
      }}
      onDiscard={() => (edited.isNew ? leave(edited.key) : drafts.drop(edited.key))}
      onRemoved={() => leave(edited.key)}
    />
  );
  return (
    <>
      <Dialog
        size="large"
        flush
        title={t('keys', { ns: 'shell' })}
        onClose={() => (changed.length === 0 ? closeDialog() : setAsksToClose(true))}
      >
        <ConnectionList
          {...{ connections, fresh, unused }}
          chosen={chosen}
          changed={new Set(changed.map(({ key }) => key))}
          onChoose={setChosen}
        />
        <div className="flex min-w-0 grow flex-col">
          {draft === undefined ? undefined : editor(draft)}
          {draft === undefined && info !== undefined ? (
            <BuiltInPane key={info.id} info={info} secrets={secrets} />
          ) : undefined}
          {chosen.kind === 'stored-keys' ? (
            <StoredKeysPane names={unused} secrets={secrets} />
          ) : undefined}
          {chosen.kind === 'add' ||
          (draft === undefined && info === undefined && chosen.kind === 'connection') ? (
            <AddPane
              takenIds={[...connections.map(({ id }) => id), ...fresh.map(({ form }) => form.id)]}
              onBegin={(settings) => show(drafts.begin(settings))}
              onShow={show}
            />
          ) : undefined}
        </div>
      </Dialog>
      {asksToClose ? (
        <Confirmation
          title={t('closeTitle')}
          text={t('closeText', {
            names: changed.map(({ form }) => words(titleOf(form))).join(', '),
          })}
          no={t('closeNo')}
          yes={
            <Button variant="danger" onClick={closeDialog}>
              {t('closeYes')}
            </Button>
          }
          onClose={() => setAsksToClose(false)}
        />
      ) : undefined}
    </>
  );
}

function firstPlace(connections: readonly ConnectionInfo[], wanted: string | undefined): Place {
  const first = chooseFirst(connections, wanted);
  return first === undefined ? { kind: 'add' } : { kind: 'connection', key: first };
}
