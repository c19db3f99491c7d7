import { KeyRound, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFileFinding, ConnectionInfo } from '../../core/contracts/connection.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { classNames } from '../ui/class-names.ts';
import { titleOf } from './connection-form.ts';
import { judgeState } from './connection-state.ts';
import type { ConnectionState } from './connection-state.ts';
import type { Place } from './connections-dialog.tsx';
import { Note } from './note.tsx';
import { PresetIcon } from './preset-icon.tsx';
import { StateMark } from './state-mark.tsx';
import type { Draft } from './use-drafts.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';

interface ConnectionListProps {
  readonly connections: readonly ConnectionInfo[];
  readonly fresh: readonly Draft[];
  /** Names of stored secrets that no connection asks for. */
  readonly unused: readonly string[];
  readonly chosen: Place;
  /** Keys of the drafts with changes. */
  readonly changed: ReadonlySet<string>;
  readonly onChoose: (place: Place) => void;
}

/** The left side: every connection with its state, and the ways to add one. */
export function ConnectionList(props: ConnectionListProps): ReactNode {
  const { connections, fresh, unused, chosen, changed, onChoose } = props;
  const { t } = useTranslation('connections');
  const say = useEngineWords();
  const findings = useFileFindings();
  const words = useKindWords();
  const item = (info: ConnectionInfo): ReactNode => (
    <Item
      key={info.id}
      preset={iconOf(info)}
      label={words(info.label)}
      note={words(info.note)}
      state={judgeState(info)}
      isChanged={changed.has(info.id)}
      isChosen={chosen.kind === 'connection' && chosen.key === info.id}
      onChoose={() => onChoose({ kind: 'connection', key: info.id })}
    />
  );
  const own = connections.filter((info) => info.settings !== undefined);
  return (
    <nav aria-label={t('connections')} className="flex w-64 shrink-0 flex-col border-r border-line">
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto p-2 pt-3">
        <Group label={t('own')}>
          {own.map(item)}
          {fresh.map(({ key, form }) => (
            <Item
              key={key}
              preset={form.preset}
              label={words(titleOf(form))}
              note=""
              state="stateNew"
              isChanged
              isChosen={chosen.kind === 'connection' && chosen.key === key}
              onChoose={() => onChoose({ kind: 'connection', key })}
            />
          ))}
          {own.length + fresh.length === 0 ? (
            <li className="px-2 pb-1 text-muted">{t('ownEmpty')}</li>
          ) : undefined}
          <li>
            <RowButton isChosen={chosen.kind === 'add'} onClick={() => onChoose({ kind: 'add' })}>
              <span className="flex size-7 shrink-0 items-center justify-center rounded-control border border-dashed border-line-strong text-muted">
                <Plus size={15} aria-hidden />
              </span>
              {t('add')}
            </RowButton>
          </li>
        </Group>
        <Group label={t('builtIn')}>
          {connections.filter((info) => info.settings === undefined).map(item)}
        </Group>
        {findings.length === 0 ? undefined : (
          <section aria-label={t('fileProblems')} className="flex flex-col gap-1">
            {findings.map((finding) => (
              <Note key={`${finding.code} ${finding.message}`} tone="waiting">
                {say(finding.message)}{' '}
                <span className="text-muted">{say(finding.action ?? '')}</span>
              </Note>
            ))}
          </section>
        )}
      </div>
      {unused.length === 0 ? undefined : (
        <div className="border-t border-line p-2">
          <RowButton
            isChosen={chosen.kind === 'stored-keys'}
            onClick={() => onChoose({ kind: 'stored-keys' })}
          >
            <KeyRound size={15} aria-hidden className="mx-1.5 text-muted" />
            {t('keysOther', { ns: 'shell' })}
          </RowButton>
        </div>
      )}
    </nav>
  );
}

/** Which icon a connection has: that of its preset, or of what is built in. */
export function iconOf(info: ConnectionInfo): string {
  return info.preset ?? (info.id === 'demo' ? 'demo' : 'environment');
}

interface GroupProps {
  readonly label: string;
  readonly children: ReactNode;
}

function Group({ label, children }: GroupProps): ReactNode {
  return (
    <section>
      <h3 className="px-2 pb-1 text-small font-semibold text-muted">{label}</h3>
      <ul className="flex flex-col gap-0.5">{children}</ul>
    </section>
  );
}

interface ItemProps {
  readonly preset: string;
  readonly label: string;
  readonly note: string;
  readonly state: ConnectionState;
  readonly isChanged: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Item(props: ItemProps): ReactNode {
  const { t } = useTranslation('connections');
  const { label, note, state } = props;
  return (
    <li>
      <RowButton isChosen={props.isChosen} onClick={props.onChoose}>
        <PresetIcon preset={props.preset} />
        <span className="flex min-w-0 grow flex-col">
          <span className="flex items-center gap-1.5">
            <span className="truncate">{label}</span>
            {props.isChanged ? (
              <span
                role="img"
                aria-label={t('unsaved')}
                title={t('unsaved')}
                className="size-1.5 shrink-0 rounded-full bg-waiting"
              />
            ) : undefined}
          </span>
          <span className="flex items-center justify-between gap-2">
            <span className="truncate text-small text-muted">{note}</span>
            <StateMark state={state} />
          </span>
        </span>
      </RowButton>
    </li>
  );
}

interface RowButtonProps {
  readonly isChosen: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function RowButton({ isChosen, onClick, children }: RowButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-current={isChosen}
      onClick={onClick}
      className={classNames(
        'flex w-full items-center gap-2 rounded-control px-2 py-1.5 text-left -outline-offset-2 transition-colors',
        isChosen ? 'bg-accent-quiet' : 'hover:bg-hover',
      )}
    >
      {children}
    </button>
  );
}

/** What is wrong in the file of connections; asked again when they change. */
function useFileFindings(): readonly ConnectionFileFinding[] {
  const [findings, setFindings] = useState<readonly ConnectionFileFinding[]>([]);
  useEffect(() => {
    let wanted = true;
    const ask = (): void => {
      const answered = async (): Promise<void> => {
        const file = await requireClient().call('connections.file', {});
        if (wanted) setFindings(file.findings);
      };
      // A host without such a file has nothing to tell of it.
      answered().catch(() => undefined);
    };
    ask();
    const stop = useEngineStore.subscribe((now, before) => {
      if (now.connections !== before.connections) ask();
    });
    return () => {
      wanted = false;
      stop();
    };
  }, []);
  return findings;
}
