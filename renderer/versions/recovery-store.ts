import i18next from 'i18next';
import { create } from 'zustand';
import type { FoundRecovery } from '../../core/contracts/kept-work.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { parseFlow } from '../../core/model/flow-file.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import { openUnsaved, report } from '../commands/file-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { createFlow } from '../document/flow-file.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { showToast } from '../ui/toast-store.ts';
import { showDifference } from './difference-store.ts';
import { writeUnsaved } from './keep-recovery.ts';

interface RecoveryStore {
  /** Unsaved work of windows that are gone, as the engine last told; the newest first. */
  readonly found: readonly FoundRecovery[];
  /** The person wants to see to it later. */
  readonly isHidden: boolean;
}

export const useRecoveryStore = create<RecoveryStore>()(() => ({ found: [], isHidden: false }));

/** Looks once for unsaved work of windows that are gone, as soon as an engine is there. */
export function lookForRecovery(): void {
  if (useEngineStore.getState().client !== undefined) return void refreshRecovery();
  const stop = useEngineStore.subscribe(({ client }) => {
    if (client === undefined) return;
    stop();
    void refreshRecovery();
  });
}

/** Asks again for unsaved work; what goes wrong is said in the corner. */
export function refreshRecovery(): Promise<void> {
  return report(async () => {
    const { place } = useDocumentStore.getState().file;
    const { found, setAside } = await requireClient().call(
      'recovery.list',
      place === undefined ? {} : { place },
    );
    useRecoveryStore.setState({ found });
    for (const path of setAside) {
      const text = i18next.t('setAside', { ns: 'versions', path });
      showToast({ tone: 'error', text });
    }
  });
}

export function hideRecovery(): void {
  useRecoveryStore.setState({ isHidden: true });
}

/** Opens unsaved work, unsaved as it was; only then what was kept of it is given up. */
export function openRecovery({ id }: FoundRecovery): Promise<void> {
  return report(async () => {
    // The file that is open may be another one by now.
    await refreshRecovery();
    const found = useRecoveryStore.getState().found.find((one) => one.id === id);
    const { name, flow, saved } = await readRecovery(id);
    const { file: open } = useDocumentStore.getState();
    const file = found?.isHere === true ? open : { name };
    if (!(await openUnsaved(flow, file, saved))) return;
    await writeUnsaved();
    await drop(id);
    showToast({ tone: 'info', text: i18next.t('recovered', { ns: 'versions' }) });
  });
}

/** Shows on the canvas what is different between unsaved work and its file. */
export function compareRecovery({ id, savedMs }: FoundRecovery): Promise<void> {
  return report(async () => {
    const { flow, saved = createFlow(flow.name) } = await readRecovery(id);
    showDifference({ kind: 'file', flow: saved }, { kind: 'recovery', savedMs, flow });
  });
}

/** Gives unsaved work up for good. */
export function discardRecovery({ id }: FoundRecovery): Promise<void> {
  return report(async () => {
    await drop(id);
    showToast({ tone: 'info', text: i18next.t('discarded', { ns: 'versions' }) });
  });
}

async function drop(id: string): Promise<void> {
  await requireClient().call('recovery.discard', { id });
  useRecoveryStore.setState(({ found }) => ({ found: found.filter((one) => one.id !== id) }));
}

async function readRecovery(id: string): Promise<{
  readonly name: string;
  readonly flow: FlowDocument;
  readonly saved?: FlowDocument;
}> {
  const {
    file,
    flow: text,
    saved: savedText,
  } = await requireClient().call('recovery.read', { id });
  const flow = parseFlow(text).document;
  if (flow === undefined) {
    throw new MillraceError('unknown_recovery', i18next.t('damagedVersion', { ns: 'versions' }));
  }
  const saved = savedText === undefined ? undefined : parseFlow(savedText).document;
  return { name: file, flow, ...(saved === undefined ? {} : { saved }) };
}
