import { useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentStore } from '../document/document-store.ts';
import { edgeId } from '../document/flow-edits.ts';
import { describeValue } from '../run/describe-value.ts';
import { usePassedValue } from '../run/passed-values.ts';

interface Shown {
  readonly edgeId: string;
  /** px from the window's top left corner. */
  readonly x: number;
  readonly y: number;
}

/** A pointer that only crosses a wire on its way asks for nothing. */
const restMs = 250;

/** What last passed the wire under the pointer, or the one with the focus; stands once, over the whole canvas. */
export function EdgeValue(): ReactNode {
  const shown = useTouchedEdge();
  const edge = useDocumentStore((store) =>
    shown === undefined
      ? undefined
      : store.document.edges.find((each) => edgeId(each) === shown.edgeId),
  );
  if (shown === undefined || edge === undefined) return undefined;
  return <Bubble {...shown} from={edge.from} to={edge.to} />;
}

interface BubbleProps extends Shown {
  readonly from: string;
  readonly to: string;
}

function Bubble({ x, y, from, to }: BubbleProps): ReactNode {
  const { t } = useTranslation('canvas');
  const passed = usePassedValue({ from, to });
  if (passed === undefined) return undefined;
  const { type, size } = describeValue(passed);
  return (
    <div
      role="status"
      className="edge-value float-in pointer-events-none fixed z-30 max-w-80 rounded-control border border-line-strong bg-float px-2.5 py-1.5 shadow-float"
      style={{ left: Math.min(x + 12, window.innerWidth - 336), top: y + 12 }}
    >
      <p className="text-tiny text-muted">
        {t('lastPassed')} · {t(`value_${type}`)} · {size}
      </p>
      <p className="line-clamp-3 font-mono text-small break-words">
        {passed.preview === '' ? t('emptyText') : passed.preview}
      </p>
    </div>
  );
}

/** Follows pointer and focus over all wires with one pair of listeners: there may be thousands of them. */
function useTouchedEdge(): Shown | undefined {
  const store = useStoreApi();
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const root = store.getState().domNode;
    if (root === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = (): void => {
      clearTimeout(timer);
      setShown(undefined);
    };
    const onOver = ({ target, clientX, clientY, buttons }: PointerEvent): void => {
      const id = edgeAt(target);
      if (id === undefined || buttons > 0) {
        hide();
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => setShown({ edgeId: id, x: clientX, y: clientY }), restMs);
    };
    const onFocus = ({ target }: FocusEvent): void => {
      const id = edgeAt(target);
      // A press gives the focus, too: there the pointer decides.
      if (id === undefined || !(target as Element).matches(':focus-visible')) return;
      setShown({ edgeId: id, ...middleOf(target as Element) });
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    root.addEventListener('pointerover', onOver, { signal });
    root.addEventListener('pointerleave', hide, { signal });
    root.addEventListener('pointerdown', hide, { signal });
    root.addEventListener('wheel', hide, { signal, passive: true });
    root.addEventListener('focusin', onFocus, { signal });
    root.addEventListener('focusout', hide, { signal });
    return () => {
      clearTimeout(timer);
      listeners.abort();
    };
  }, [store]);
  return shown;
}

function edgeAt(target: EventTarget | null): string | undefined {
  const edge = target instanceof Element ? target.closest('.react-flow__edge') : null;
  return edge?.getAttribute('data-id') ?? undefined;
}

/** The middle of a wire as it is drawn now. */
function middleOf(edge: Element): { readonly x: number; readonly y: number } {
  const path = edge.querySelector('path');
  const matrix = path?.getScreenCTM();
  if (path === null || matrix === null || matrix === undefined) return { x: 0, y: 0 };
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(matrix);
  return { x, y };
}
