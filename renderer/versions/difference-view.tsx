import { ArrowRight, Copy, X } from 'lucide-react';
import { useEffect, useMemo, useRef, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { compareFlows } from '../../core/model/compare-flows.ts';
import { countDifferences } from '../../core/model/flow-difference.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { useDialogStore } from '../screen/dialog-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { compareAt, type ComparedLevel } from './difference-at.ts';
import { DifferenceList } from './difference-list.tsx';
import {
  goToDifference,
  hideDifference,
  useDifferenceStore,
  type ComparedFlow,
  type ShownDifference,
} from './difference-store.ts';
import { listDifferences, type DifferenceRow } from './list-differences.ts';
import { useDifferenceWords } from './use-difference-words.ts';
import { writeDifferences } from './write-differences.ts';

/** What of two flows is drawn: one level of them, and which node is chosen there. */
export interface DifferenceCanvasProps {
  readonly level: ComparedLevel;
  readonly path: readonly string[];
  readonly chosen: string | undefined;
}

/** The drawing of both flows in one. */
type Drawing = ComponentType<DifferenceCanvasProps>;

interface ComparisonProps {
  readonly shown: ShownDifference;
  readonly drawing: Drawing;
}

/** Lies over the canvas while two flows are compared; Esc leaves it. */
export function DifferenceView({ drawing }: { readonly drawing: Drawing }): ReactNode {
  const shown = useDifferenceStore((store) => store.shown);
  return shown === undefined ? undefined : <Comparison shown={shown} drawing={drawing} />;
}

/** A flow as it is now; the same object until it changes. */
function useFlow(compared: ComparedFlow): FlowDocument {
  const root = useDocumentStore((store) => store.root);
  const saved = useDocumentStore((store) => store.saved);
  if (compared.kind === 'now') return root;
  return compared.kind === 'saved' ? saved : compared.flow;
}

function Comparison({ shown, drawing: Drawing }: ComparisonProps): ReactNode {
  const { t } = useTranslation('versions');
  const words = useDifferenceWords();
  const before = useFlow(shown.before);
  const after = useFlow(shown.after);
  const difference = useMemo(() => compareFlows(before, after), [before, after]);
  const rows = useMemo(() => listDifferences(difference), [difference]);
  const level = useMemo(() => compareAt(before, after, shown.path), [before, after, shown.path]);
  const panel = useRef<HTMLElement>(null);
  useFocusWhileShown(panel);
  useEscape(hideDifference);
  const copy = (): Promise<void> => copyText(writeDifferences(rows, words), t('copied'));
  const choose = ({ path, nodeId }: DifferenceRow): void => goToDifference(path, nodeId);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t('comparison')}
      className="absolute inset-0 z-20 flex flex-col bg-canvas outline-none"
    >
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-panel px-3 py-1">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold">
          <span className="truncate">{words.flow(shown.before)}</span>
          <ArrowRight size={14} className="shrink-0 text-muted" aria-label={t('comparedWith')} />
          <span className="truncate">{words.flow(shown.after)}</span>
        </h2>
        <p role="status" className="min-w-0 grow truncate text-muted">
          {words.counts(countDifferences(difference))}
        </p>
        <Button icon={<Copy size={14} />} disabled={rows.length === 0} onClick={() => void copy()}>
          {t('copyText')}
        </Button>
        <IconButton label={t('leave')} keys="Esc" onClick={hideDifference}>
          <X size={16} />
        </IconButton>
      </header>
      <div className="flex min-h-0 grow">
        <div className="relative min-w-0 grow">
          <Drawing level={level} path={shown.path} chosen={shown.chosen} />
          <Breadcrumbs shown={shown} before={before} after={after} />
        </div>
        <div
          tabIndex={0}
          role="group"
          aria-label={t('differences')}
          className="w-72 shrink-0 overflow-y-auto border-l border-line bg-panel p-2 -outline-offset-2"
        >
          <DifferenceList
            rows={rows}
            onChoose={choose}
            chosen={{ path: shown.path, nodeId: shown.chosen }}
          />
        </div>
      </div>
    </section>
  );
}

interface BreadcrumbsProps {
  readonly shown: ShownDifference;
  readonly before: FlowDocument;
  readonly after: FlowDocument;
}

/** Where in the flow one is, and the way back out of flows that it holds. */
function Breadcrumbs({ shown: { path }, before, after }: BreadcrumbsProps): ReactNode {
  const { t } = useTranslation('versions');
  if (path.length === 0) return undefined;
  const steps = path.map((nodeId, at) => {
    const level = compareAt(before, after, path.slice(0, at));
    return { to: path.slice(0, at + 1), title: level.after.nodes[nodeId]?.title ?? nodeId };
  });
  return (
    <nav aria-label={t('where')} className="absolute top-3 left-3 flex gap-1">
      {[{ to: [], title: t('theFlow') }, ...steps].map(({ to, title }) => (
        <Button
          key={to.join('/')}
          disabled={to.length === path.length}
          onClick={() => goToDifference(to)}
        >
          {title}
        </Button>
      ))}
    </nav>
  );
}

/** Takes the focus, and gives it back to where it came from. */
function useFocusWhileShown(panel: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel]);
}

function useEscape(leave: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing) return;
      const target = event.target as Element;
      if (useDialogStore.getState().dialog !== undefined) return;
      if (target.closest('input, textarea, [contenteditable="true"], [role="menu"]') !== null)
        return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    };
    // Before Esc stops a run or takes away a selection.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [leave]);
}
