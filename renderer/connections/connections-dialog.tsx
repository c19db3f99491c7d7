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
  const connections = useEngineStore((store) => store.connections);
  const secrets = useSecrets();
  const drafts = useDrafts(connections);
  const [chosen, setChosen] = useState<Place>(() => firstPlace(connections, wanted));
  const [asksToClose, setAsksToClose] = useState(false);
  const { changed, fresh } = drafts;
  const stored = secrets.status?.secrets.map(({ name }) => name) ?? [];
  const unused = findUnusedSecrets(connections, stored);
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
          {chosen.kind === 'stored-keys' ? (
            <StoredKeysPane names={unused} secrets={secrets} />
          ) : (
            <ConnectionPane {...{ chosen, connections, drafts, secrets }} onChoose={setChosen} />
          )}
        </div>
      </Dialog>
      {asksToClose ? (
        <CloseQuestion changed={changed} onStay={() => setAsksToClose(false)} />
      ) : undefined}
    </>
  );
}

interface PaneProps {
  readonly chosen: Place;
  readonly connections: readonly ConnectionInfo[];
  readonly drafts: ReturnType<typeof useDrafts>;
  readonly secrets: ReturnType<typeof useSecrets>;
  readonly onChoose: (place: Place) => void;
}

/** The chosen connection, to look at or to edit; where none is, the way to another one. */
function ConnectionPane({ chosen, connections, drafts, secrets, onChoose }: PaneProps): ReactNode {
  const { fresh } = drafts;
  const key = chosen.kind === 'connection' ? chosen.key : undefined;
  const info = key === undefined ? undefined : connections.find(({ id }) => id === key);
  const draft = info === undefined ? fresh.find((one) => one.key === key) : drafts.draftOf(info);
  const show = (next: string): void => onChoose({ kind: 'connection', key: next });
  const leave = (left: string): void => {
    drafts.drop(left);
    const others = connections.filter(({ id }) => id !== left);
    onChoose(firstPlace(others, undefined));
  };
  if (draft !== undefined) {
    return (
      <ConnectionEditor
        key={draft.key}
        draft={draft}
        info={info}
        secrets={secrets}
        onChange={(patch) => drafts.change(draft, patch)}
        onRefused={(issues) => drafts.refuse(draft, issues)}
        onSaved={(id) => {
          drafts.drop(draft.key);
          show(id);
        }}
        onDiscard={() => (draft.isNew ? leave(draft.key) : drafts.drop(draft.key))}
        onRemoved={() => leave(draft.key)}
      />
    );
  }
  if (info !== undefined) return <BuiltInPane key={info.id} info={info} secrets={secrets} />;
  return (
    <AddPane
      takenIds={[...connections.map(({ id }) => id), ...fresh.map(({ form }) => form.id)]}
      onBegin={(settings) => show(drafts.begin(settings))}
      onShow={show}
    />
  );
}

interface CloseQuestionProps {
  /** What would be lost. */
  readonly changed: readonly Draft[];
  readonly onStay: () => void;
}

function CloseQuestion({ changed, onStay }: CloseQuestionProps): ReactNode {
  const { t } = useTranslation('connections');
  const words = useKindWords();
  const names = changed.map(({ form }) => words(titleOf(form))).join(', ');
  return (
    <Confirmation
      title={t('closeTitle')}
      text={t('closeText', { names })}
      no={t('closeNo')}
      yes={
        <Button variant="danger" onClick={closeDialog}>
          {t('closeYes')}
        </Button>
      }
      onClose={onStay}
    />
  );
}

function firstPlace(connections: readonly ConnectionInfo[], wanted: string | undefined): Place {
  const first = chooseFirst(connections, wanted);
  return first === undefined ? { kind: 'add' } : { kind: 'connection', key: first };
}
