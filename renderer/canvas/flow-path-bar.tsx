import { ArrowLeft, ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { leaveSubFlow } from '../commands/sub-flow-commands.ts';
import { shownRoot, useDocumentStore } from '../document/document-store.ts';
import { filesAlong, followPath } from '../document/flow-path.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Which sub-flow is on the canvas, and the way back out of it; nothing in the file's own flow. */
export function FlowPathBar(): ReactNode {
  const { t } = useTranslation('canvas');
  const path = useDocumentStore((store) => store.path);
  const root = useDocumentStore(shownRoot);
  if (path.length === 0) return undefined;
  const outer = path.map((_nodeId, depth) => {
    const { flow } = followPath(root, path.slice(0, depth));
    const title = depth === 0 ? flow.name : titleAt(root, path, depth - 1);
    return { depth, title, key: path.slice(0, depth).join('/') };
  });
  return (
    <nav
      aria-label={t('flowPath')}
      className="flex h-8 max-w-full items-center gap-0.5 rounded-control border border-line-strong bg-panel pr-3 pl-0.5 text-small shadow-float"
    >
      <IconButton label={t('leaveSubFlow')} onClick={() => leaveSubFlow(path.length - 1)}>
        <ArrowLeft size={16} />
      </IconButton>
      {outer.map(({ depth, title, key }) => (
        <Fragment key={key}>
          <button
            type="button"
            onClick={() => leaveSubFlow(depth)}
            className="max-w-40 truncate rounded px-1 text-muted hover:text-text"
          >
            {title}
          </button>
          <ChevronRight size={14} aria-hidden className="shrink-0 text-muted" />
        </Fragment>
      ))}
      <span aria-current="page" className="max-w-48 truncate font-semibold">
        {titleAt(root, path, path.length - 1)}
      </span>
      {filesAlong(root, path).length === 0 ? undefined : (
        <span className="ml-1.5 shrink-0 text-muted">{t('lookOnly')}</span>
      )}
    </nav>
  );
}

/** The title of the sub-flow node that was entered at a depth. */
function titleAt(
  root: Parameters<typeof followPath>[0],
  path: readonly string[],
  depth: number,
): string {
  const nodeId = path[depth] ?? '';
  return followPath(root, path.slice(0, depth)).flow.nodes[nodeId]?.title ?? nodeId;
}
