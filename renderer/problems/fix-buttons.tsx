import { Wrench } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { announce } from '../screen/canvas-store.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { missingKeyCode } from '../document/connection-problems.ts';
import { edit, useDocumentStore } from '../document/document-store.ts';
import { findKind } from '../engine/engine-store.ts';
import { getHost } from '../host/host.ts';
import { classNames } from '../ui/class-names.ts';
import { fixButton } from './fix-button-look.ts';
import { listQuickFixes } from './list-quick-fixes.ts';
import { ReplaceKindButton } from './replace-kind-button.tsx';
import { useFixScene } from './use-fix-scene.ts';
import { useFixWords } from './use-fix-words.ts';

interface FixButtonsProps {
  readonly finding: Finding;
  /** The way to the connections stands beside it already. */
  readonly isAtField?: boolean;
  readonly className?: string;
}

const aboutKinds = new Set(['unknown_kind', 'placeholder']);
const aboutConnections = new Set([missingKeyCode, 'unknown_connection', 'connection_not_ready']);

/** What mends a finding, a button each; nothing where only the person can know. One press is one step to undo. */
export function FixButtons({ finding, isAtField = false, className }: FixButtonsProps): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useFixWords();
  const scene = useFixScene();
  const readOnly = useDocumentStore((store) => store.readOnly);
  const fixes = useMemo(() => listQuickFixes(finding, scene), [finding, scene]);
  const { nodeId } = finding.place;
  const choosesKind = nodeId !== undefined && aboutKinds.has(finding.code);
  const opensConnections = isAtField
    ? finding.code === missingKeyCode
    : aboutConnections.has(finding.code);
  if (readOnly || (fixes.length === 0 && !choosesKind && !opensConnections)) return undefined;
  return (
    <span className={classNames('flex flex-wrap gap-1', className)}>
      {choosesKind ? <ReplaceKindButton nodeId={nodeId} /> : undefined}
      {fixes.map((fix) => (
        <button
          key={fix.id}
          type="button"
          title={words(fix)}
          className={fixButton}
          onClick={() => {
            edit(fix.apply);
            announce(t('fixed', { fix: words(fix) }));
          }}
        >
          <Wrench size={11} aria-hidden className="shrink-0 text-accent" />
          <span className="truncate">{words(fix)}</span>
        </button>
      ))}
      {opensConnections ? <ConnectionsButton finding={finding} /> : undefined}
    </span>
  );
}

/** The connection that a finding is about, from the setting that names it. */
function findConnection({ place: { path, nodeId } }: Finding): string | undefined {
  const key = path[3];
  if (nodeId === undefined || typeof key !== 'string') return undefined;
  const node = useDocumentStore.getState().document.nodes[nodeId];
  const id = node?.settings[key] ?? findKind(node?.kind ?? '')?.defaultSettings[key];
  return typeof id === 'string' ? id : undefined;
}

function ConnectionsButton({ finding }: { readonly finding: Finding }): ReactNode {
  const { t } = useTranslation();
  const { t: tc } = useTranslation('connections');
  const connection = findConnection(finding);
  const addKey = t(getHost().secrets === undefined ? 'howToAddKey' : 'addKey');
  return (
    <button
      type="button"
      className={fixButton}
      onClick={() =>
        openDialog({ kind: 'connections', ...(connection === undefined ? {} : { connection }) })
      }
    >
      {finding.code === missingKeyCode ? addKey : tc('manage')}
    </button>
  );
}
