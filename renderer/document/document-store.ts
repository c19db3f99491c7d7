import { temporal } from 'zundo';
import { create } from 'zustand';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { createFlow, flowFileName } from './flow-file.ts';
import { filesAlong, followPath, putFlow } from './flow-path.ts';

/** The file that the document came from. */
export interface OpenFile {
  readonly name: string;
  readonly handle?: string;
  /** As `HostFile.place`. */
  readonly place?: string;
  /** As `HostFile.stamp`. */
  readonly stamp?: string;
}

/** A flow as it ran, looked at in place of the open one, which stays open behind it. */
export interface PastFlow {
  readonly flow: FlowDocument;
  readonly runId: string;
  /** µs since the Unix epoch. */
  readonly startedUs: number;
}

interface DocumentStore {
  /** The flow on the canvas: the file's own, one in it that was entered, or the same of `past`. */
  readonly document: FlowDocument;
  /** The file's own flow. */
  readonly root: FlowDocument;
  /** The sub-flow nodes that were entered, outermost first. */
  readonly path: readonly string[];
  readonly file: OpenFile;
  /** What is looked at in place of the root; it is never changed here. */
  readonly past: PastFlow | undefined;
  /** The root as it stands in its file; another one than `root` means unsaved work. */
  readonly saved: FlowDocument;
  /** True for a file of a newer format version: it may be looked at, not changed. */
  readonly readOnly: boolean;
  /** The same of the file's own flow alone: a flow on the canvas that stands in another file is never changed here. */
  readonly fileReadOnly: boolean;
  /** Grows with every document that is opened or made. */
  readonly opened: number;
}

function emptyStore(name: string): DocumentStore {
  const document = createFlow(name);
  return {
    document,
    root: document,
    path: [],
    past: undefined,
    saved: document,
    readOnly: false,
    fileReadOnly: false,
    file: { name: flowFileName(name) },
    opened: 0,
  };
}

interface LastEdit {
  readonly step: string;
  readonly atMs: number;
}

/** Edits of one step that follow each other within this time are undone together. */
export const stepWindowMs = 1_500;

let lastEdit: LastEdit | undefined;
let joinsLastStep = false;

/** The flow that is open, its file, and (in `temporal`) the steps to undo and redo. */
export const useDocumentStore = create<DocumentStore>()(
  temporal(() => emptyStore('Untitled'), {
    partialize: ({ document, root, path }) => ({ document, root, path }),
    // Entering a sub-flow changes nothing that could be undone; undoing shows the flow that was changed.
    equality: (past, current) => past.root === current.root,
    limit: 500,
    handleSet: (remember) => (past) => {
      if (!joinsLastStep) remember(past);
    },
  }),
);

/**
 * Changes the document as one undo step. Edits that name the same `step` shortly after each other, such as
 * typing in one field, make one step together. Does nothing when the file is read-only or nothing changed.
 */
export function edit(change: (document: FlowDocument) => FlowDocument, step?: string): void {
  const { document, root, path, readOnly } = useDocumentStore.getState();
  if (readOnly) return;
  const next = change(document);
  if (next === document) return;
  const nowMs = performance.now();
  joinsLastStep =
    step !== undefined && lastEdit?.step === step && nowMs - lastEdit.atMs < stepWindowMs;
  useDocumentStore.setState({ document: next, root: putFlow(root, path, next) });
  joinsLastStep = false;
  lastEdit = step === undefined ? undefined : { step, atMs: nowMs };
}

/** Changes the file's own flow, and with it flows inside it, as one undo step; what is on the canvas follows. */
export function editRoot(change: (root: FlowDocument) => FlowDocument): void {
  leavePastFlow();
  const { root, path, fileReadOnly } = useDocumentStore.getState();
  if (fileReadOnly) return;
  const next = change(root);
  if (next === root) return;
  endStep();
  const shown = followPath(next, path);
  useDocumentStore.setState({ document: shown.flow, path: shown.path, root: next });
  lockFiles();
}

/** Ends a run of edits that would be undone together, as when a field is left. */
export function endStep(): void {
  lastEdit = undefined;
}

export function undo(): void {
  endStep();
  leavePastFlow();
  useDocumentStore.temporal.getState().undo();
  lockFiles();
}

export function redo(): void {
  endStep();
  leavePastFlow();
  useDocumentStore.temporal.getState().redo();
  lockFiles();
}

/** A flow of another file, or of the past, may be looked at on the canvas, not changed. */
function lockFiles(): void {
  const store = useDocumentStore.getState();
  const { path, past, fileReadOnly } = store;
  const isOther = past !== undefined || filesAlong(shownRoot(store), path).length > 0;
  const readOnly = fileReadOnly || isOther;
  if (readOnly !== useDocumentStore.getState().readOnly) useDocumentStore.setState({ readOnly });
}

/** Shows another document; what was undone before is forgotten. */
export function showDocument(
  document: FlowDocument,
  options: {
    readonly file: OpenFile;
    readonly readOnly: boolean;
    /** For one that stands in no file yet. */
    readonly unsaved?: true;
    /** What stands in the file, where that is not the document. */
    readonly saved?: FlowDocument;
  },
): void {
  endStep();
  const opened = useDocumentStore.getState().opened + 1;
  const { file, readOnly, unsaved } = options;
  const saved = options.saved ?? (unsaved === true ? createFlow('') : document);
  const start = { document, root: document, path: [], past: undefined };
  const locks = { readOnly, fileReadOnly: readOnly };
  useDocumentStore.setState({ ...start, ...locks, saved, opened, file });
  useDocumentStore.temporal.getState().clear();
}

/** Shows a new flow without nodes. */
export function showNewDocument(name: string): void {
  const { document, file, readOnly } = emptyStore(name);
  showDocument(document, { file, readOnly });
}

/** The flow that paths of sub-flow nodes start in: the file's own, or the one that is looked at in its place. */
export function shownRoot({ root, past }: Pick<DocumentStore, 'root' | 'past'>): FlowDocument {
  return past?.flow ?? root;
}

/** Shows a flow as it ran, to look at; nothing of the open one is lost. */
export function showPastFlow(past: PastFlow): void {
  endStep();
  useDocumentStore.setState({ document: past.flow, path: [], past, readOnly: true });
}

/** Shows the open flow again; does nothing where it is shown. */
export function leavePastFlow(): void {
  const { past, root } = useDocumentStore.getState();
  if (past === undefined) return;
  useDocumentStore.setState({ document: root, path: [], past: undefined });
  lockFiles();
}

/** Shows the flow at the end of a path of sub-flow nodes, as far as the path leads. */
export function showFlowAt(wanted: readonly string[]): void {
  endStep();
  const { flow, path } = followPath(shownRoot(useDocumentStore.getState()), wanted);
  useDocumentStore.setState({ document: flow, path });
  lockFiles();
}

/** Notes that `root` now stands in `file`. */
export function markSaved(root: FlowDocument, file: OpenFile): void {
  endStep();
  useDocumentStore.setState({ saved: root, file });
}

/** Whether closing now would lose work. */
export function isUnsaved(store: DocumentStore): boolean {
  return store.root !== store.saved;
}
