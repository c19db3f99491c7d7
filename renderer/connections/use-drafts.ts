import { useCallback, useState } from 'react';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import type { ConnectionSettings, SettingsIssue } from '../../core/model/connection-settings.ts';
import { formFromSettings, meansTheSame } from './connection-form.ts';
import type { ConnectionForm } from './connection-form.ts';

/** A connection that is being changed. */
export interface Draft {
  /** A stored connection's id, or a name of its own for one that is new. */
  readonly key: string;
  readonly form: ConnectionForm;
  readonly isNew: boolean;
  /** Whether saving it would change anything. */
  readonly isChanged: boolean;
  /** What the engine found wrong when it was saved, until it is changed again. */
  readonly refusals: readonly SettingsIssue[];
}

interface Drafts {
  /** The new ones, in the order in which they were begun. */
  readonly fresh: readonly Draft[];
  /** Those with changes that are not saved. */
  readonly changed: readonly Draft[];
  draftOf(info: ConnectionInfo): Draft | undefined;
  /** Begins a connection; answers with its key. */
  begin(settings: ConnectionSettings): string;
  change(draft: Draft, patch: Partial<ConnectionForm>): void;
  refuse(draft: Draft, issues: readonly SettingsIssue[]): void;
  drop(key: string): void;
}

interface KeptDraft {
  readonly form: ConnectionForm;
  readonly refusals: readonly SettingsIssue[];
}

const newMark = 'new ';
const noRefusals: readonly SettingsIssue[] = [];

/** What was typed and not saved, for each connection, as long as the screen stands. */
export function useDrafts(connections: readonly ConnectionInfo[]): Drafts {
  const [kept, setKept] = useState<Readonly<Record<string, KeptDraft>>>({});
  const draftOf = (info: ConnectionInfo): Draft | undefined => {
    if (info.settings === undefined) return undefined;
    const stored = formFromSettings(info.settings);
    const { form = stored, refusals = noRefusals } = kept[info.id] ?? {};
    const isChanged = form !== stored && !meansTheSame(form, stored);
    return { key: info.id, form, refusals, isNew: false, isChanged };
  };
  const fresh = Object.entries(kept)
    .filter(([key]) => key.startsWith(newMark))
    .map(([key, draft]): Draft => ({ key, ...draft, isNew: true, isChanged: true }));
  const stored = connections.map(draftOf).filter((draft) => draft !== undefined);
  const put = useCallback(
    (key: string, form: ConnectionForm, refusals: readonly SettingsIssue[]) =>
      setKept((drafts) => ({ ...drafts, [key]: { form, refusals } })),
    [],
  );
  return {
    fresh,
    changed: [...stored.filter((draft) => draft.isChanged), ...fresh],
    draftOf,
    begin(settings) {
      const key = `${newMark}${settings.id}`;
      put(key, formFromSettings(settings), noRefusals);
      return key;
    },
    change: (draft, patch) => put(draft.key, { ...draft.form, ...patch }, noRefusals),
    refuse: (draft, issues) => put(draft.key, draft.form, issues),
    drop: (key) => setKept(({ [key]: _dropped, ...rest }) => rest),
  };
}
