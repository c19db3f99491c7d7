import i18next from 'i18next';
import type { HostFile } from '../../core/api/host-bridge.ts';
import type { ImportedFlow } from '../../core/import/import-report.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { parseFlow, stringifyFlow } from '../../core/model/flow-file.ts';
import type { ParsedFlow } from '../../core/model/flow-file.ts';
import { MillraceError, toErrorInfo } from '../../core/shared/errors.ts';
import { select } from '../screen/canvas-store.ts';
import { askAboutChangedFile, askAboutUnsaved, openDialog } from '../screen/dialog-store.ts';
import {
  isUnsaved,
  markSaved,
  showDocument,
  showNewDocument,
  useDocumentStore,
  type OpenFile,
} from '../document/document-store.ts';
import { flowFileName } from '../document/flow-file.ts';
import { requireClient } from '../engine/engine-store.ts';
import { getHost } from '../host/host.ts';
import { acceptOwn, setOrigin } from '../document/trust-store.ts';
import { warnOfKeys } from './warn-of-keys.ts';
import { showToast } from '../ui/toast-store.ts';

/** Runs a file command; what goes wrong is said in the corner. */
export async function report(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const { message, action } = toErrorInfo(error);
    showToast({ tone: 'error', text: message, action });
  }
}

/** Whether the open flow may make way: it is saved, or the person saved or gave it up just now. */
async function mayReplace(): Promise<boolean> {
  const store = useDocumentStore.getState();
  if (!isUnsaved(store)) return true;
  const answer = await askAboutUnsaved(store.file.name);
  if (answer === 'save') return writeDocument({ saveAs: false });
  return answer === 'discard';
}

/** Opens a file's text, somebody else's until told otherwise: a flow at once, another program's file through a look at what became of it. */
async function show(file: HostFile): Promise<void> {
  const parsed = parseFlow(file.text);
  const { document, readOnly } = parsed;
  if (document === undefined) return showForeign(file, parsed);
  select([]);
  setOrigin((await isExample(file)) ? 'own' : 'foreign');
  showDocument(document, { readOnly, file: nameFile(file) });
}

/** Whether a file holds, to the letter, one of the flows that ship with the program. */
async function isExample({ text }: HostFile): Promise<boolean> {
  const examples = await getHost()
    .listExamples()
    .catch(() => []);
  return examples.some((example) => example.text === text);
}

/** What is kept of a file while it is open. */
function nameFile({ name, handle, place, stamp }: HostFile): OpenFile {
  return {
    name,
    ...(handle === undefined ? {} : { handle }),
    ...(place === undefined ? {} : { place }),
    ...(stamp === undefined ? {} : { stamp }),
  };
}

/** How a flight recording begins that is not packed. */
const recordingStart = '{"format":"millrace/run"';

/** A file that is no flow may be another program's; a broken one changes nothing and says why. */
async function showForeign({ name, text }: HostFile, { findings }: ParsedFlow): Promise<void> {
  if (text.startsWith(recordingStart)) {
    // Loaded then: it opens runs, which comes back here.
    const { openRecording } = await import('./open-recording.ts');
    return openRecording(new File([text], name));
  }
  const isOther = findings.some(({ code }) => code === 'not_a_flow' || code === 'not_json');
  try {
    if (!isOther) throw new MillraceError('not_importable', 'It is a damaged flow of our own.');
    const result = await requireClient().call('flow.import', { text });
    openDialog({ kind: 'import', name, result, onOpen: showImported });
  } catch (error) {
    if (toErrorInfo(error).code !== 'not_importable') throw error;
    openDialog({ kind: 'broken-file', name, findings });
  }
}

/** An imported flow stands in no file: it is unsaved until the person says where it goes. */
function showImported({ flow }: ImportedFlow): void {
  select([]);
  setOrigin('foreign');
  showDocument(flow, { readOnly: false, unsaved: true, file: { name: flowFileName(flow.name) } });
}

export function newFlow(): Promise<void> {
  return report(async () => {
    if (!(await mayReplace())) return;
    select([]);
    setOrigin('own');
    showNewDocument(i18next.t('untitled'));
  });
}

/** Lets the person choose a file and opens it. */
export function openFlow(): Promise<void> {
  return report(async () => {
    if (!(await mayReplace())) return;
    const file = await getHost().openFile();
    if (file !== undefined) await show(file);
  });
}

/** Opens a file that is at hand: a dropped one, or one that the host was asked to open. */
export function openHostFile(file: HostFile): Promise<void> {
  return report(async () => {
    if (await mayReplace()) await show(file);
  });
}

/**
 * Opens a copy of a flow that ships as a new one of the person's own: nobody need be asked about it, and it is unsaved
 * until they say where it goes. `place`, as of the host's file, is where its paths start until then.
 */
export function openTemplate(copy: FlowDocument, place: string | undefined): Promise<void> {
  return report(async () => {
    if (!(await mayReplace())) return;
    select([]);
    setOrigin('own');
    const file = { name: flowFileName(copy.name), ...(place === undefined ? {} : { place }) };
    showDocument(copy, { readOnly: false, unsaved: true, file });
  });
}

/**
 * Opens work that was not saved, or a copy of a version: somebody else's until told otherwise, since nobody knows any more
 * whose it was. `saved` is what stands in its file, if it stands in one. False when what is open does not make way.
 */
export async function openUnsaved(
  document: FlowDocument,
  file: OpenFile,
  saved?: FlowDocument,
): Promise<boolean> {
  if (!(await mayReplace())) return false;
  select([]);
  setOrigin('foreign');
  const there = saved === undefined ? {} : { saved };
  showDocument(document, { readOnly: false, unsaved: true, file, ...there });
  return true;
}

/** Opens the file that the program was started with; without one the empty flow stays. */
export function openInitialFile(): Promise<void> {
  return report(async () => {
    const file = await getHost().initialFile();
    if (file !== undefined) await show(file);
  });
}

export function saveFlow(): Promise<void> {
  return report(async () => void (await writeDocument({ saveAs: false })));
}

export function saveFlowAs(): Promise<void> {
  return report(async () => void (await writeDocument({ saveAs: true })));
}

/** Writes a copy of the flow; the open file stays what it is. */
export function exportFlow(): Promise<void> {
  return report(async () => {
    const { root, file } = useDocumentStore.getState();
    const copy = { name: file.name, text: stringifyFlow(root) };
    const written = await getHost().saveFile(copy, { saveAs: true });
    if (written === undefined) return;
    showToast({ tone: 'info', text: i18next.t('exported', { name: written.name }) });
    warnOfKeys(root);
  });
}

/** Saves the document; false when the person cancelled, or the file may not be written over. */
async function writeDocument(options: { readonly saveAs: boolean }): Promise<boolean> {
  const { root, file, fileReadOnly } = useDocumentStore.getState();
  if (fileReadOnly && !options.saveAs) {
    showToast({ tone: 'error', text: i18next.t('readOnlyNoSave') });
    return false;
  }
  const text = stringifyFlow(root);
  const written = await putFile({ ...file, text }, options);
  if (written === undefined) return false;
  markSaved(root, nameFile(written));
  showToast({ tone: 'info', text: i18next.t('saved', { name: written.name }) });
  warnOfKeys(root);
  // What the person made themselves is not asked about when it is opened again.
  void acceptOwn().catch(() => undefined);
  return true;
}

/** Saves through the host; asks before it writes over what something else has put into the file. */
async function putFile(
  file: HostFile,
  options: { readonly saveAs: boolean },
): Promise<HostFile | undefined> {
  try {
    return await getHost().saveFile(file, options);
  } catch (error) {
    if (toErrorInfo(error).code !== 'file_changed') throw error;
    const answer = await askAboutChangedFile(file.name);
    if (answer === 'cancel') return undefined;
    const { stamp: _stamp, ...unstamped } = file;
    return getHost().saveFile(unstamped, { saveAs: answer === 'save-as' });
  }
}
