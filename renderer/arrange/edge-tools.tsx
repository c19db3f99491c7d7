import { useStore, useStoreApi } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onlySelectedEdge, useCanvasStore } from '../screen/canvas-store.ts';
import { useShownKeys } from '../commands/key-bindings.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { KindSearch } from '../search/kind-search.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import {
  deleteWire,
  endInsertion,
  middleOfWire,
  startInsertion,
  useInsertion,
} from './edge-tools-store.ts';
import { addIntoWire, kindsForWire } from './splicing.ts';

/** How long the tools wait for a pointer that is on its way to them, ms. */
const graceMs = 350;
/** Further out a wire is too thin to be meant. */
const leastZoom = 0.45;

/** On the wire under the pointer, or the selected one: put a node into it, and take it away. */
export function EdgeTools(): ReactNode {
  const readOnly = useDocumentStore((store) => store.readOnly);
  const isDragging = useCanvasStore((store) => Object.keys(store.dragged).length > 0);
  const selected = useCanvasStore(onlySelectedEdge);
  const isWiring = useStore((store) => store.connection.inProgress);
  const isNear = useStore((store) => store.transform[2] >= leastZoom);
  const hovered = useHoveredEdge();
  const edge = hovered ?? selected;
  if (readOnly || isDragging || isWiring || !isNear) return undefined;
  return (
    <>
      {edge === undefined ? undefined : <Tools edge={edge} />}
      <InsertionSearch />
    </>
  );
}

function Tools({ edge }: { readonly edge: string }): ReactNode {
  const { t } = useTranslation('canvas');
  const shownKeys = useShownKeys();
  // Follows the wire's ends when they move.
  const document = useDocumentStore((store) => store.document);
  const middle = useMemo(
    () => (document.edges.length === 0 ? undefined : middleOfWire(edge)),
    [edge, document],
  );
  const place = useStore(
    ({ transform: [x, y, zoom] }) =>
      middle && { left: middle.x * zoom + x, top: middle.y * zoom + y },
    (a, b) => a?.left === b?.left && a?.top === b?.top,
  );
  if (place === undefined) return undefined;
  const insertKeys = shownKeys('edit.insert-into-wire');
  const deleteKeys = shownKeys('edit.delete');
  return (
    <div
      data-edge-tools={edge}
      className="edge-tools nodrag nopan absolute z-5 flex rounded-control border border-line-strong bg-float p-px shadow-float"
      style={place}
    >
      <IconButton
        label={t('insertIntoWire')}
        {...(insertKeys === undefined ? {} : { keys: insertKeys })}
        tabIndex={-1}
        className="size-6"
        onClick={() => startInsertion(edge)}
      >
        <Plus size={14} />
      </IconButton>
      <IconButton
        label={t('deleteWire')}
        {...(deleteKeys === undefined ? {} : { keys: deleteKeys })}
        tabIndex={-1}
        className="size-6 hover:not-disabled:text-failed"
        onClick={() => deleteWire(edge)}
      >
        <X size={14} />
      </IconButton>
    </div>
  );
}

function InsertionSearch(): ReactNode {
  const { t } = useTranslation('canvas');
  const open = useInsertion((store) => store.open);
  const kinds = useEngineStore((store) => store.kinds);
  const fitting = useMemo(
    () => (open === undefined ? [] : kindsForWire(kinds, open.edge)),
    [kinds, open],
  );
  if (open === undefined) return undefined;
  return (
    <KindSearch
      at={open.screen}
      label={t('insertIntoWire')}
      kinds={fitting}
      onClose={endInsertion}
      onChoose={(kindId) => {
        const kind = kinds.find((known) => known.kind === kindId);
        if (kind !== undefined) addIntoWire(kind, open.edge);
      }}
    />
  );
}

/** Follows the pointer over all wires, and over the tools themselves, with one listener. */
function useHoveredEdge(): string | undefined {
  const store = useStoreApi();
  const [hovered, setHovered] = useState<string>();
  useEffect(() => {
    const root = store.getState().domNode;
    if (root === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onOver = ({ target, buttons }: PointerEvent): void => {
      const id = edgeAt(target);
      if (buttons > 0) return;
      clearTimeout(timer);
      if (id === undefined) timer = setTimeout(() => setHovered(undefined), graceMs);
      else setHovered(id);
    };
    const onLeave = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setHovered(undefined), graceMs);
    };
    const onClick = (event: MouseEvent): void => {
      const id = edgeAt(event.target);
      if (id === undefined || !event.altKey || useDocumentStore.getState().readOnly) return;
      event.stopPropagation();
      deleteWire(id);
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    root.addEventListener('pointerover', onOver, { signal });
    root.addEventListener('pointerleave', onLeave, { signal });
    root.addEventListener('click', onClick, { signal, capture: true });
    return () => {
      clearTimeout(timer);
      listeners.abort();
    };
  }, [store]);
  return hovered;
}

function edgeAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const tools = target.closest<HTMLElement>('[data-edge-tools]');
  if (tools !== null) return tools.dataset['edgeTools'];
  return target.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined;
}
