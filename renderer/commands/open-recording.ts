import i18next from 'i18next';
import { requireClient } from '../engine/engine-store.ts';
import { showToast } from '../ui/toast-store.ts';
import { report } from './file-commands.ts';
import { openPastRun } from './past-run-commands.ts';

/** Bytes of a message; base64 makes a third more of them. */
const pieceBytes = 3_000_000;
/** How long a large recording may take before the person is told that it is on its way, ms. */
const patienceMs = 700;

/** Whether a file is a flight recording by its name; what it holds is looked at by the engine. */
export function isRecordingName(name: string): boolean {
  return /\.millrace-run\.jsonl(\.gz)?$/i.test(name) || /\.jsonl\.gz$/i.test(name);
}

/** Lets the person choose a flight recording and opens it. */
export function chooseRecording(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.jsonl,.gz';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void openRecording(file);
  });
  input.click();
}

/** Reads a flight recording into the record and shows its run; says what is wrong with one that is none. */
export function openRecording(file: File): Promise<void> {
  return report(async () => {
    const comes = (): void =>
      showToast({ tone: 'info', text: i18next.t('exports:recordingComes') });
    const timer = setTimeout(comes, patienceMs);
    try {
      const client = requireClient();
      const { recordingId } = await client.call('recording.begin', {});
      for (let at = 0; at < file.size; at += pieceBytes) {
        const base64 = await toBase64(file.slice(at, at + pieceBytes));
        await client.call('recording.write', { recordingId, base64 });
      }
      const { runId, flowName } = await client.call('recording.end', { recordingId });
      clearTimeout(timer);
      await openPastRun(runId);
      showToast({ tone: 'info', text: i18next.t('exports:recordingOpened', { flow: flowName }) });
    } finally {
      clearTimeout(timer);
    }
  });
}

function toBase64(blob: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(blob);
  });
}
