import i18next from 'i18next';
import type { FlowVersion, NewVersion } from '../../core/contracts/kept-work.ts';
import { keptWorkLimits } from '../../core/contracts/kept-work.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { isUnsaved, useDocumentStore } from '../document/document-store.ts';
import { flowTextOf } from '../document/flow-text.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** How often it is looked whether there was enough work for a version. */
const lookEveryMs = 30_000;

/** Flows never change in place: their text may be written when there is time. */
interface Waiting {
  readonly root: FlowDocument;
  readonly file: string;
  readonly reason: NewVersion['reason'];
}

/** What is to be kept once an engine is there, oldest first. */
const waiting: Waiting[] = [];
/** More would only pile up while no engine comes back. */
const mostWaiting = 20;
/** No key waits for the text of a large flow, but nothing is put off for longer. */
const idleWithinMs = 500;
let isSending = false;
let hasComplained = false;
let lastKept: { readonly root: FlowDocument | undefined; readonly atMs: number } = {
  root: undefined,
  atMs: 0,
};

/** Keeps a version at every save, before the first change to a file, when unsaved work is given up, and now and then. */
export function keepVersions(): void {
  useDocumentStore.subscribe((now, before) => {
    const isOther = now.opened !== before.opened;
    if (isOther) {
      lastKept = { root: now.root, atMs: performance.now() };
      if (isUnsaved(before)) keepLater(before.root, before.file.name, 'replaced');
      return;
    }
    if (now.saved !== before.saved) keepLater(now.saved, now.file.name, 'saved');
    else if (isUnsaved(now) && !isUnsaved(before)) {
      if (Object.keys(now.saved.nodes).length > 0) keepLater(now.saved, now.file.name, 'opened');
    }
  });
  useEngineStore.subscribe((now, before) => {
    if (now.client !== before.client) void sendWaiting();
  });
  setInterval(keepWork, lookEveryMs);
}

function keepWork(): void {
  const store = useDocumentStore.getState();
  const isDue = performance.now() - lastKept.atMs >= keptWorkLimits.automaticEveryMs;
  if (isDue && isUnsaved(store) && store.root !== lastKept.root) {
    keepLater(store.root, store.file.name, 'automatic');
  }
}

/** Keeps the open flow now and answers the version. Throws `versions_unwritable`, `engine_gone`. */
export async function keepNow(reason: NewVersion['reason'], name?: string): Promise<FlowVersion> {
  const { root, file } = useDocumentStore.getState();
  const version = await requireClient().call('versions.keep', {
    ...versionOf({ root, file: file.name, reason }),
    ...(name === undefined ? {} : { name }),
  });
  lastKept = { root, atMs: performance.now() };
  return version;
}

function keepLater(root: FlowDocument, file: string, reason: NewVersion['reason']): void {
  lastKept = { root, atMs: performance.now() };
  waiting.push({ root, file, reason });
  if (waiting.length > mostWaiting) waiting.shift();
  requestIdleCallback(() => void sendWaiting(), { timeout: idleWithinMs });
}

function versionOf({ root, file, reason }: Waiting): NewVersion & { readonly flow: string } {
  return { flow: root.id, file, text: flowTextOf(root), reason };
}

async function sendWaiting(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (;;) {
      const { client } = useEngineStore.getState();
      const [first] = waiting;
      if (first === undefined || client === undefined) return;
      if (!(await send(client, first))) return;
      waiting.shift();
    }
  } finally {
    isSending = false;
  }
}

/** Whether it need not be sent again. */
async function send(client: ReturnType<typeof requireClient>, version: Waiting): Promise<boolean> {
  try {
    await client.call('versions.keep', versionOf(version));
    hasComplained = false;
    return true;
  } catch (error) {
    const { code, message, action } = toErrorInfo(error);
    if (code === 'engine_gone') return false;
    // Once until it works again: what cannot be kept now will not be later, and work goes on all the same.
    if (!hasComplained) {
      const text = `${i18next.t('noVersion', { ns: 'versions' })} ${message}`;
      showToast({ tone: 'error', text, action });
    }
    hasComplained = true;
    return true;
  }
}
