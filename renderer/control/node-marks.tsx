import { Pin, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentStore } from '../document/document-store.ts';
import { marksOf, useFlowMarks } from '../document/flow-marks-store.ts';
import { runPrefix } from '../document/flow-path.ts';
import type { NodeRun } from '../run/node-run.ts';
import { revertEdit } from './control-actions.ts';

interface NodeMarksProps {
  readonly nodeId: string;
  readonly run: NodeRun;
}

/** What stands at a node's corner: where runs hold, what is pinned, and whose outputs it gave. */
export function NodeMarks({ nodeId, run }: NodeMarksProps): ReactNode {
  const { t } = useTranslation('control');
  const flowId = useDocumentStore((store) => store.root.id);
  const path = useDocumentStore(runPrefix) + nodeId;
  const holds = useFlowMarks((store) => holdsAt(store, flowId, path));
  const isPinned = useFlowMarks((store) => marksOf(store, flowId).pins[path] !== undefined);
  if (holds === '' && !isPinned && run.reused === undefined) return undefined;
  return (
    <div className="node-marks">
      {holds === '' ? undefined : (
        <span
          role="img"
          aria-label={t(`breakpoint_${holds}`)}
          title={t(`breakpoint_${holds}`)}
          data-holds={holds}
          className="breakpoint-mark"
        />
      )}
      {isPinned ? (
        <span className="node-mark" title={t('pinnedNote')}>
          <Pin aria-hidden size={11} />
          {t('pinned')}
        </span>
      ) : undefined}
      {run.reused === 'run' ? (
        <span className="node-mark" title={t('takenOverNote')}>
          {t('takenOver')}
        </span>
      ) : undefined}
      {run.reused === 'edited' ? (
        <button
          type="button"
          className="node-mark nodrag text-waiting"
          title={t('revertNote')}
          onClick={() => void revertEdit()}
        >
          <Undo2 aria-hidden size={11} />
          {t('editedRevert')}
        </button>
      ) : undefined}
    </div>
  );
}

/** When a run holds at a node, as one word: stores hand out the same for the same. */
function holdsAt(
  store: Parameters<typeof marksOf>[0],
  flowId: string,
  path: string,
): '' | 'before' | 'after' | 'both' {
  const whens = marksOf(store, flowId).breakpoints.flatMap((one) =>
    'node' in one && one.node === path ? [one.when] : [],
  );
  if (whens.length === 0) return '';
  return whens.length > 1 ? 'both' : (whens[0] ?? '');
}
