import { create } from 'zustand';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import { openTemplate, report } from '../commands/file-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { getHost } from '../host/host.ts';
import { recall, remember } from '../host/local-memory.ts';
import { usePreferences } from '../preferences/preferences-store.ts';
import { copyTemplate, showTemplates } from '../templates/shown-templates.ts';
import type { ShownTemplate } from '../templates/shown-templates.ts';
import { tourSteps } from './tour-steps.ts';

/** Says that this person was asked about the tour; a key of its own, since it is no preference. */
const askedKey = 'millrace.tour';
const tourFlow = 'weather-agent';

interface TourStore {
  /** `offered`: asked whether to begin; a number: the step that is shown; undefined: not on the screen. */
  readonly at: 'offered' | number | undefined;
}

/** Where the tour is. */
export const useTourStore = create<TourStore>()(() => ({ at: undefined }));

/** Offers the tour once to a person who has never been here; never over a flow of their own. */
export async function offerTour(): Promise<void> {
  if (recall(askedKey) !== undefined) return;
  const { root } = useDocumentStore.getState();
  const isEmpty = Object.keys(root.nodes).length === 0;
  const template = await readTourFlow().catch(() => undefined);
  if (template === undefined || (!isEmpty && !isOpen(template))) return;
  useTourStore.setState({ at: 'offered' });
  remember(askedKey, 'asked');
}

/** Begins at the first step, on the example: it is opened unless it is open, and the person may keep their own flow instead. */
export function startTour(): Promise<void> {
  return report(async () => {
    closeDialog();
    remember(askedKey, 'asked');
    const template = await readTourFlow();
    if (template === undefined) return;
    if (!isOpen(template)) {
      const copy = copyTemplate(template, usePreferences.getState().language);
      await openTemplate(copy, template.place);
      if (useDocumentStore.getState().root !== copy) return;
    }
    goToStep(0);
  });
}

/** Shows a step; behind the last one the tour ends. */
export function goToStep(step: number): void {
  if (step >= tourSteps.length) return closeTour();
  tourSteps[step]?.prepare?.();
  useTourStore.setState({ at: step });
}

/** Ends the tour wherever it is. */
export function closeTour(): void {
  useTourStore.setState({ at: undefined });
}

/** The flow that the tour walks through; undefined where the host ships none. */
async function readTourFlow(): Promise<ShownTemplate | undefined> {
  const files = await getHost().listExamples();
  return showTemplates(files).find(({ file }) => file === tourFlow);
}

/** Whether the open flow does what the example does, whoever's copy it is. */
function isOpen({ document }: ShownTemplate): boolean {
  const { root } = useDocumentStore.getState();
  const { id, name, description } = document;
  return stringifyFlow({ ...root, id, name, description }) === stringifyFlow(document);
}
