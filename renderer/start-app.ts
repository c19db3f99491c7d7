import { commandList } from './command-list/command-list.ts';
import { registerCommands } from './commands/command-registry.ts';
import { openInitialFile } from './commands/file-commands.ts';
import { keepChecked } from './document/check-store.ts';
import { isUnsaved, useDocumentStore } from './document/document-store.ts';
import { keepEngineConnected, useEngineStore } from './engine/engine-store.ts';
import { connectHost } from './host/connect-host.ts';
import { getHost, setHost } from './host/host.ts';
import { setUpI18n } from './i18n/set-up-i18n.ts';
import { applyPreferences, usePreferences } from './preferences/preferences-store.ts';
import { runFeed } from './run/run-feed.ts';
import { useRunStore } from './run/run-store.ts';
import { offerTour } from './tour/tour-store.ts';
import { askAboutForeignFlows } from './trust/ask-about-foreign-flows.ts';
import { keepModulesKnown } from './document/trust-store.ts';
import { keepRecovery } from './versions/keep-recovery.ts';
import { keepVersions } from './versions/keep-versions.ts';
import { lookForInterrupted } from './control/interrupted-store.ts';
import { lookForRecovery } from './versions/recovery-store.ts';
import { keepHostMenu } from './workspace/host-menu.ts';
import { clearRunInput } from './run/run-input-store.ts';
import { copyWithoutMarks } from './ui/visible-text.ts';

/** Brings everything to life that works behind the window; rejects when there is no host. */
export async function startApp(): Promise<void> {
  applyPreferences();
  setUpI18n(usePreferences.getState().language);
  copyWithoutMarks(document);
  setHost(await connectHost());
  registerCommands(commandList);
  attachRunsToEngine();
  tellHostOfDocument();
  tellHostOfRuns();
  keepHostMenu();
  keepChecked();
  keepModulesKnown();
  keepRecovery();
  keepVersions();
  askAboutForeignFlows();
  void keepEngineConnected(getHost());
  await openInitialFile();
  lookForRecovery();
  lookForInterrupted();
  await offerTour();
}

function attachRunsToEngine(): void {
  useEngineStore.subscribe((now, before) => {
    if (now.client === before.client) return;
    if (now.client !== undefined) useRunStore.getState().attach(now.client);
    else if (now.engine.state === 'restarting') useRunStore.getState().detach(now.engine.error);
  });
}

function tellHostOfDocument(): void {
  const tell = (): void => {
    const store = useDocumentStore.getState();
    const unsaved = isUnsaved(store);
    document.title = `${unsaved ? '● ' : ''}${store.file.name} – Millrace`;
    getHost().setUnsaved(unsaved);
    getHost().setDocument?.(store.file);
  };
  tell();
  useDocumentStore.subscribe((now, before) => {
    if (now.opened !== before.opened) forgetLastFlow();
    if (isUnsaved(now) !== isUnsaved(before) || now.file !== before.file) tell();
  });
}

/** What was typed and run belongs to the flow that was open; its run stays in the record. */
function forgetLastFlow(): void {
  clearRunInput();
  runFeed.reset('');
  useRunStore.setState({ runId: undefined, state: 'idle', error: undefined, startedUs: undefined });
}

function tellHostOfRuns(): void {
  useRunStore.subscribe((now, before) => {
    if (now.state === before.state) return;
    getHost().setRunning?.(now.state === 'running' || now.state === 'starting' ? 1 : 0);
  });
}
