import i18next from 'i18next';
import type { EngineClient } from '../../core/api/engine-client.ts';
import { keptWorkLimits } from '../../core/contracts/kept-work.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { isUnsaved, useDocumentStore } from '../document/document-store.ts';
import { flowTextOf } from '../document/flow-text.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** Names this page to the engine; a fresh one each time, so that no two windows ever share one. */
const windowId = crypto.randomUUID();

/** Edits that follow each other within this time are written together. */
const pauseMs = 500;

/** The text of what is saved: it stays the same through many edits. */
let savedText: { readonly of: FlowDocument; readonly text: string } | undefined;

function textOfSaved(saved: FlowDocument): string {
  if (savedText?.of !== saved) savedText = { of: saved, text: stringifyFlow(saved) };
  return savedText.text;
}

let isDirty = false;
/** Whether something of ours lies on the disk, as far as is known. */
let isKept = false;
let isWriting = false;
let hasComplained = false;
let dueMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Keeps what is not saved on the disk, beside and never over the person's file, for as long as the window lives. */
export function keepRecovery(): void {
  useDocumentStore.subscribe((now, before) => {
    if (now.root !== before.root || now.saved !== before.saved) schedule();
  });
  useEngineStore.subscribe((now, before) => {
    // A new engine does not know that this window is there.
    if (now.client !== undefined && now.client !== before.client) schedule();
  });
  const writeNow = (): void => void writeUnsaved();
  document.addEventListener('visibilitychange', writeNow);
  window.addEventListener('pagehide', writeNow);
}

function schedule(): void {
  const nowMs = performance.now();
  if (!isDirty) dueMs = nowMs + keptWorkLimits.recoveryDelayMs - pauseMs;
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(() => void writeUnsaved(), Math.max(0, Math.min(pauseMs, dueMs - nowMs)));
}

/** Writes what is not saved, or clears what was kept once all is; without an engine it waits for the next one. */
export async function writeUnsaved(): Promise<void> {
  const { client } = useEngineStore.getState();
  if (!isDirty || isWriting || client === undefined) return;
  isDirty = false;
  isWriting = true;
  clearTimeout(timer);
  try {
    await send(client);
    hasComplained = false;
  } catch (error) {
    complain(error);
  } finally {
    isWriting = false;
  }
  if (isDirty) schedule();
}

async function send(client: EngineClient): Promise<void> {
  const store = useDocumentStore.getState();
  const { root, saved, file } = store;
  if (!isUnsaved(store)) {
    if (isKept) await client.call('recovery.clear', { window: windowId });
    isKept = false;
    return;
  }
  isKept = true;
  // An example has a place too, but it is not where the work would be saved.
  const stands = file.handle !== undefined;
  await client.call('recovery.write', {
    window: windowId,
    file: file.name,
    flow: flowTextOf(root),
    ...(stands ? { saved: textOfSaved(saved) } : {}),
    ...(stands && file.place !== undefined ? { place: file.place } : {}),
  });
}

/** Once until it works again: every edit would bring the same message. */
function complain(error: unknown): void {
  const { code, message, action } = toErrorInfo(error);
  // The document is dirty again when the next engine is there.
  if (code === 'engine_gone' || hasComplained) return;
  hasComplained = true;
  showToast({
    tone: 'error',
    text: `${i18next.t('notKept', { ns: 'versions' })} ${message}`,
    action,
  });
}
