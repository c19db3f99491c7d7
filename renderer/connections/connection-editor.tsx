import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import { findPreset } from '../../core/model/connection-presets.ts';
import type { SettingsIssue } from '../../core/model/connection-settings.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import { refreshConnections, requireClient, useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toast-store.ts';
import { AdvancedFields } from './advanced-fields.tsx';
import { BasicFields } from './basic-fields.tsx';
import { checkForm, readIssues } from './check-form.ts';
import { Confirmation } from './confirmation.tsx';
import { settingsFromForm, titleOf } from './connection-form.ts';
import type { ConnectionForm } from './connection-form.ts';
import { judgeState } from './connection-state.ts';
import { FormContext } from './form-context.ts';
import { PaneHeader } from './pane-header.tsx';
import { ServerSection } from './server-section.tsx';
import { TestButton, TestReport } from './test-report.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import type { Draft } from './use-drafts.ts';
import { useIssueFindings } from './use-issue-findings.ts';
import { useRequest } from '../ui/use-request.ts';
import type { Secrets } from './use-secrets.ts';

interface ConnectionEditorProps {
  readonly draft: Draft;
  /** As the engine knows it; undefined for one that is new. */
  readonly info: ConnectionInfo | undefined;
  readonly secrets: Secrets;
  readonly onChange: (patch: Partial<ConnectionForm>) => void;
  /** Told what the engine found wrong on saving. */
  readonly onRefused: (issues: readonly SettingsIssue[]) => void;
  readonly onSaved: (id: string) => void;
  readonly onDiscard: () => void;
  readonly onRemoved: () => void;
}

/** The form of one connection, with its test, its server, and the buttons that store or remove it. */
export function ConnectionEditor(props: ConnectionEditorProps): ReactNode {
  const { draft, info, secrets, onChange } = props;
  const { form, isNew, isChanged, refusals } = draft;
  const words = useKindWords();
  const test = useConnectionTest();
  const issues = useIssues(draft);
  const findingsAt = useIssueFindings(issues);
  const preset = findPreset(form.preset);
  const title = words(titleOf(form));
  const context = useMemo(
    () => ({ form, issues, change: onChange, findingsAt }),
    [form, issues, onChange, findingsAt],
  );
  // What the engine refused may pass another time; what the form finds itself never does.
  const isValid = issues.length === refusals.length;
  return (
    <FormContext value={context}>
      <div
        tabIndex={0}
        role="group"
        aria-label={title}
        className="flex min-h-0 grow flex-col gap-5 overflow-y-auto p-5 -outline-offset-2"
      >
        <PaneHeader
          preset={form.preset}
          title={title}
          note={info?.note ?? ''}
          state={info === undefined ? 'stateNew' : judgeState(info)}
        />
        {preset === undefined ? undefined : (
          <p className="-mt-3 text-small text-muted">{words(preset.note)}</p>
        )}
        <BasicFields isNew={isNew} info={info} secrets={secrets} />
        <ServerSection info={info} isChanged={isChanged} />
        <AdvancedFields />
      </div>
      <TestReport test={test} />
      <EditorActions
        {...props}
        title={title}
        isValid={isValid}
        test={
          <TestButton
            test={test}
            disabled={!isValid}
            onTest={() =>
              test.start(isChanged ? { settings: settingsFromForm(form) } : { id: form.id })
            }
          />
        }
      />
    </FormContext>
  );
}

function useIssues({ form, isNew, refusals }: Draft): readonly SettingsIssue[] {
  const connections = useEngineStore((store) => store.connections);
  return useMemo(
    () => [...checkForm(form, isNew ? connections.map(({ id }) => id) : []), ...refusals],
    [form, isNew, refusals, connections],
  );
}

interface EditorActionsProps extends ConnectionEditorProps {
  readonly title: string;
  readonly isValid: boolean;
  readonly test: ReactNode;
}

function EditorActions(props: EditorActionsProps): ReactNode {
  const { draft, title, isValid } = props;
  const { t } = useTranslation('connections');
  const [asksToRemove, setAsksToRemove] = useState(false);
  const { busy, error, run } = useRequest<void>();
  const save = async (): Promise<void> => {
    const settings = settingsFromForm(draft.form);
    try {
      await requireClient().call('connections.save', { settings });
    } catch (thrown) {
      const issues = thrown instanceof MillraceError ? readIssues(thrown.details) : [];
      if (issues.length === 0) throw thrown;
      return props.onRefused(issues);
    }
    await refreshConnections();
    showToast({ tone: 'info', text: t('saved', { name: title }) });
    props.onSaved(settings.id);
  };
  const remove = async (): Promise<void> => {
    await requireClient().call('connections.remove', { id: draft.form.id });
    await refreshConnections();
    props.onRemoved();
  };
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
      {error === undefined ? undefined : (
        <p role="alert" className="w-full">
          <ErrorText error={error} />
        </p>
      )}
      {draft.isNew ? undefined : (
        <Button variant="danger" disabled={busy} onClick={() => setAsksToRemove(true)}>
          {t('remove')}
        </Button>
      )}
      <span className="grow" />
      {props.test}
      <Button disabled={busy || !draft.isChanged} onClick={props.onDiscard}>
        {t('discard')}
      </Button>
      <Button
        variant="primary"
        disabled={busy || !draft.isChanged || !isValid}
        onClick={() => run(save)}
      >
        {t('save')}
      </Button>
      {asksToRemove ? (
        <Confirmation
          title={t('removeTitle', { name: title })}
          text={t('removeText')}
          no={t('keep')}
          yes={
            <Button
              variant="danger"
              onClick={() => {
                setAsksToRemove(false);
                run(remove);
              }}
            >
              {t('removeYes')}
            </Button>
          }
          onClose={() => setAsksToRemove(false)}
        />
      ) : undefined}
    </footer>
  );
}
