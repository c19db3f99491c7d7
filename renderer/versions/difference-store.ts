import { create } from 'zustand';
import type { FlowVersion } from '../../core/contracts/kept-work.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { select } from '../screen/canvas-store.ts';

/** One of the two flows that are compared; `now` follows what is being edited, `saved` what stands in its file. */
export type ComparedFlow =
  | { readonly kind: 'now' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'version'; readonly version: FlowVersion; readonly flow: FlowDocument }
  | { readonly kind: 'recovery'; readonly savedMs: number; readonly flow: FlowDocument }
  /** As a run had it. */
  | { readonly kind: 'run'; readonly startedMs: number; readonly flow: FlowDocument }
  | { readonly kind: 'file'; readonly flow: FlowDocument };

/** Two flows whose difference is shown on the canvas. */
export interface ShownDifference {
  readonly before: ComparedFlow;
  readonly after: ComparedFlow;
  /** The nodes whose held flows were entered, outermost first. */
  readonly path: readonly string[];
  /** The node that was chosen in the list. */
  readonly chosen: string | undefined;
}

/** What is compared on the canvas; undefined while the flow itself is shown. */
export const useDifferenceStore = create<{ readonly shown: ShownDifference | undefined }>()(() => ({
  shown: undefined,
}));

/** Shows on the canvas what leads from one flow to the other, until it is left. */
export function showDifference(before: ComparedFlow, after: ComparedFlow): void {
  // Keys that change what is selected must find nothing under the comparison.
  select([]);
  useDifferenceStore.setState({ shown: { before, after, path: [], chosen: undefined } });
}

/** Goes to a node of the comparison, in the flow at the end of a path of nodes that hold flows. */
export function goToDifference(path: readonly string[], chosen?: string): void {
  useDifferenceStore.setState(({ shown }) =>
    shown === undefined ? {} : { shown: { ...shown, path, chosen } },
  );
}

export function hideDifference(): void {
  useDifferenceStore.setState({ shown: undefined });
}
