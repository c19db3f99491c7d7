import i18next from 'i18next';
import type { ExportKind, ExportRequest } from '../../core/contracts/run-exports.ts';
import { report } from '../commands/file-commands.ts';
import { requireClient } from '../engine/engine-store.ts';
import { saveTextFile } from '../host/browser-files.ts';
import type { FileType } from '../host/browser-files.ts';
import { getHost } from '../host/host.ts';
import { useRunStore } from '../run/run-store.ts';
import { closeDialog, openDialog } from '../screen/dialog-store.ts';
import { showToast } from '../ui/toast-store.ts';

const fileTypes: Readonly<Record<ExportKind, FileType>> = {
  flight: { description: 'Flight recording', accept: { 'application/jsonl': ['.jsonl'] } },
  ndjson: { description: 'NDJSON', accept: { 'application/x-ndjson': ['.ndjson'] } },
  'events-csv': { description: 'CSV', accept: { 'text/csv': ['.csv'] } },
  'spans-csv': { description: 'CSV', accept: { 'text/csv': ['.csv'] } },
  otlp: { description: 'OpenTelemetry', accept: { 'application/jsonl': ['.jsonl'] } },
  test: { description: 'Test of a run', accept: { 'application/json': ['.json'] } },
};

/** How long a large run may take before the person is told that it is on its way, ms. */
const patienceMs = 700;

/** Writes a run to a file that the person chooses, piece by piece from the engine; says where it went. */
export async function saveExport(request: ExportRequest): Promise<void> {
  const comes = (): void => showToast({ tone: 'info', text: i18next.t('exports:exportComes') });
  const timer = setTimeout(comes, patienceMs);
  try {
    const client = requireClient();
    const { exportId, name } = await client.call('export.begin', request);
    const pieces: string[] = [];
    for (;;) {
      const { text, isLast } = await client.call('export.read', { exportId });
      pieces.push(text);
      if (isLast) break;
    }
    clearTimeout(timer);
    const saved = await saveTextFile(
      { name, text: new Blob(pieces) },
      { mayPick: getHost().info.host === 'web', type: fileTypes[request.kind] },
    );
    if (saved === undefined) return;
    showToast({
      tone: 'info',
      text: i18next.t('saved', { name: saved }),
      action: i18next.t(request.kind === 'test' ? 'exports:testSavedNote' : 'exports:savedNote'),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps what the shown run came to as a test of its flow. */
export function saveAsTest(): Promise<void> {
  const runId = requireShownRun();
  if (runId === undefined) return Promise.resolve();
  return report(() => saveExport({ runId, kind: 'test', withoutContents: false }));
}

/** Asks how the shown run shall be taken away. */
export function askToExport(): void {
  const runId = requireShownRun();
  if (runId !== undefined) openDialog({ kind: 'export-run', runId });
}

/** Sends a run to the collector of the settings; says what it made of it. */
export function sendRun(runId: string): Promise<void> {
  return report(async () => {
    const { spans, rejected, message } = await requireClient().call('telemetry.send', { runId });
    closeDialog();
    showToast({
      tone: rejected === 0 ? 'info' : 'error',
      text: i18next.t('exports:sent', { taken: spans - rejected, spans }),
      ...(message === undefined ? {} : { action: message }),
    });
  });
}

function requireShownRun(): string | undefined {
  const { runId } = useRunStore.getState();
  if (runId === undefined) showToast({ tone: 'error', text: i18next.t('noRunShown') });
  return runId;
}
