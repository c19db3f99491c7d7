import { create } from 'zustand';
import type { ImportResult, ImportedFlow } from '../../core/import/import-report.ts';
import type { ListedRun } from '../../core/contracts/run-history.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { FlowReach } from '../../core/model/reach.ts';

/** The one dialog that may stand over the window. */
export type OpenDialog =
  | { readonly kind: 'shortcuts' }
  /** The command palette; `start` stands in its field at first, such as `@`. */
  | { readonly kind: 'palette'; readonly start: string }
  | { readonly kind: 'templates' }
  | { readonly kind: 'formats' }
  | { readonly kind: 'replay' }
  /** How a run shall be taken out of the record. */
  | { readonly kind: 'export-run'; readonly runId: string }
  /** Where traces of runs go. */
  | { readonly kind: 'telemetry' }
  /** Two runs by their ids, side by side. */
  | { readonly kind: 'compare-runs'; readonly a: string; readonly b: string }
  /** Which two runs to compare; those that are given are chosen already. */
  | { readonly kind: 'choose-runs'; readonly a?: string; readonly b?: string }
  /** What a node gave in the shown run, to be changed. */
  | { readonly kind: 'edit-outputs'; readonly nodeId: string }
  | { readonly kind: 'versions' }
  | { readonly kind: 'mark-version' }
  | { readonly kind: 'recovery' }
  /** The file that runs are kept in. */
  | { readonly kind: 'record' }
  | { readonly kind: 'delete-run'; readonly run: ListedRun }
  /** `connection`: the one to show, where somebody asks about one. */
  | { readonly kind: 'connections'; readonly connection?: string }
  | { readonly kind: 'trust' }
  | {
      readonly kind: 'ask-trust';
      readonly reaches: readonly FlowReach[];
      readonly onAccepted?: () => void;
    }
  | { readonly kind: 'broken-file'; readonly name: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'import';
      readonly name: string;
      readonly result: ImportResult;
      readonly onOpen: (flow: ImportedFlow) => void;
    }
  | {
      readonly kind: 'unsaved';
      readonly name: string;
      readonly answer: (answer: UnsavedAnswer) => void;
    }
  | {
      readonly kind: 'changed-file';
      readonly name: string;
      readonly answer: (answer: ChangedFileAnswer) => void;
    };

export type UnsavedAnswer = 'save' | 'discard' | 'cancel';

/** What to do with a file that something else has changed. */
export type ChangedFileAnswer = 'overwrite' | 'save-as' | 'cancel';

export const useDialogStore = create<{ readonly dialog: OpenDialog | undefined }>()(() => ({
  dialog: undefined,
}));

export function openDialog(dialog: OpenDialog): void {
  useDialogStore.setState({ dialog });
}

export function closeDialog(): void {
  useDialogStore.setState({ dialog: undefined });
}

/** Asks what to do with unsaved work; resolves with `cancel` when the dialog is closed. */
export function askAboutUnsaved(name: string): Promise<UnsavedAnswer> {
  const { promise, resolve } = Promise.withResolvers<UnsavedAnswer>();
  openDialog({ kind: 'unsaved', name, answer: resolve });
  return promise;
}

/** Asks what to do with a file that something else has changed; resolves with `cancel` when the dialog is closed. */
export function askAboutChangedFile(name: string): Promise<ChangedFileAnswer> {
  const { promise, resolve } = Promise.withResolvers<ChangedFileAnswer>();
  openDialog({ kind: 'changed-file', name, answer: resolve });
  return promise;
}
