import i18next from 'i18next';
import type { FlowVersion } from '../../core/contracts/kept-work.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { parseFlow } from '../../core/model/flow-file.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import { select } from '../screen/canvas-store.ts';
import { openUnsaved, report } from '../commands/file-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { editRoot, useDocumentStore } from '../document/document-store.ts';
import { flowFileName } from '../document/flow-file.ts';
import { requireClient } from '../engine/engine-store.ts';
import { showToast } from '../ui/toast-store.ts';
import { showDifference, type ComparedFlow } from './difference-store.ts';
import { keepNow } from './keep-versions.ts';

/** The flow as it was. Throws `unknown_version`, also for one that is no whole flow. */
export async function readVersion(flowId: string, { id }: FlowVersion): Promise<FlowDocument> {
  const { text } = await requireClient().call('versions.read', { flow: flowId, id });
  const { document } = parseFlow(text);
  if (document !== undefined) return document;
  throw new MillraceError('unknown_version', i18next.t('damagedVersion', { ns: 'versions' }));
}

/** Brings a version back as an edit that can be undone, and that is not saved; what was there before is kept, too. */
export function restoreVersion(version: FlowVersion): Promise<void> {
  return report(async () => {
    const flow = await readVersion(useDocumentStore.getState().root.id, version);
    await keepNow('restoring');
    select([]);
    editRoot(() => flow);
    closeDialog();
    showToast({ tone: 'info', text: i18next.t('restored', { ns: 'versions' }) });
  });
}

/** Opens a version as a flow of its own, which has yet to be saved. */
export function openVersionCopy(version: FlowVersion): Promise<void> {
  return report(async () => {
    const flow = await readVersion(useDocumentStore.getState().root.id, version);
    closeDialog();
    const copy = { ...flow, id: crypto.randomUUID() };
    await openUnsaved(copy, { name: flowFileName(copy.name) });
  });
}

/** Shows on the canvas what leads from a version to another, or to the flow as it is now. */
export function compareVersion(
  version: FlowVersion,
  other: FlowVersion | 'now' | 'saved',
): Promise<void> {
  return report(async () => {
    const flowId = useDocumentStore.getState().root.id;
    const read = async (one: FlowVersion): Promise<ComparedFlow> => ({
      kind: 'version',
      version: one,
      flow: await readVersion(flowId, one),
    });
    const [one, two] =
      typeof other === 'string'
        ? [await read(version), { kind: other }]
        : await readPair(read, version, other);
    closeDialog();
    showDifference(one, two);
  });
}

/** The older of two comes first, whichever was chosen first. */
async function readPair(
  read: (version: FlowVersion) => Promise<ComparedFlow>,
  one: FlowVersion,
  other: FlowVersion,
): Promise<readonly [ComparedFlow, ComparedFlow]> {
  const [older, newer] = one.savedMs <= other.savedMs ? [one, other] : [other, one];
  return [await read(older), await read(newer)];
}
