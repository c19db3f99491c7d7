import i18next from 'i18next';
import type { EngineClient } from '../../core/api/engine-client.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { requireClient } from '../engine/engine-store.ts';
import { saveTextFile } from '../host/browser-files.ts';
import { getHost } from '../host/host.ts';
import { useRunStore } from '../run/run-store.ts';
import { showToast } from '../ui/toast-store.ts';
import { isRunning } from './run-commands.ts';

/** How long a large recording may take before the person is told that it is on its way, ms. */
const patienceMs = 700;

/** Writes the model traffic of the shown run to a file; says why when there is none. */
export async function saveTraffic(): Promise<void> {
  const { runId } = useRunStore.getState();
  if (runId === undefined || isRunning()) {
    showToast({ tone: 'error', text: i18next.t(runId === undefined ? 'noRunShown' : 'runGoesOn') });
    return;
  }
  const timer = setTimeout(
    () => showToast({ tone: 'info', text: i18next.t('trafficComes') }),
    patienceMs,
  );
  try {
    const client = requireClient();
    const { run } = await client.call('run.get', { runId });
    const text = await readTraffic(client, runId);
    clearTimeout(timer);
    const mayPick = getHost().info.host === 'web';
    const name = await saveTextFile({ name: trafficFileName(run.flowName), text }, { mayPick });
    if (name === undefined) return;
    showToast({
      tone: 'info',
      text: i18next.t('saved', { name }),
      action: i18next.t('trafficSavedNote'),
    });
  } catch (error) {
    const { message, action } = toErrorInfo(error);
    showToast({ tone: 'error', text: message, action });
  } finally {
    clearTimeout(timer);
  }
}

/** Lets the person choose a traffic file that answers for the models. */
export function askForReplay(): void {
  if (isRunning()) showToast({ tone: 'error', text: i18next.t('runGoesOn') });
  else openDialog({ kind: 'replay' });
}

/** The whole traffic file of a run, fetched piece by piece: no message is large, however much was said. */
export async function readTraffic(client: EngineClient, runId: string): Promise<string> {
  const pieces: string[] = [];
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const { text, nextOffset }: { readonly text: string; readonly nextOffset?: number } =
      await client.call('run.traffic', { runId, offset });
    pieces.push(text);
    offset = nextOffset;
  }
  return pieces.join('');
}

function trafficFileName(flowName: string): string {
  const plain = flowName
    .trim()
    .replaceAll(/[^\p{L}\p{N}._ -]+/gu, '')
    .replaceAll(/\s+/g, '-');
  return `${plain === '' ? 'run' : plain.toLowerCase()}.traffic.jsonl`;
}
