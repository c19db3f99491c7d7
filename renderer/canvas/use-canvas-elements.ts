import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noteDrawn } from '../screen/drawn-nodes.ts';
import { useCheckStore } from '../document/check-store.ts';
import { useFindings } from '../document/use-findings.ts';
import { useSettledDocument } from '../document/use-settled-document.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { CanvasElementCache } from './canvas-elements.ts';
import type { CanvasEdge, CanvasNode, ElementNames } from './canvas-elements.ts';
import { useCanvasStore } from '../screen/canvas-store.ts';
import type { Size } from '../screen/canvas-store.ts';

interface CanvasElements {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  /** Takes the sizes that React Flow measured: a node grows while it shows live text. */
  readonly onSized: (sizes: ReadonlyMap<string, Size>) => void;
}

/** The document as React Flow's nodes and edges. Nothing of a run is in here: nodes subscribe to that themselves. */
export function useCanvasElements(): CanvasElements {
  const document = useSettledDocument();
  const infos = useCheckStore((store) => store.nodes);
  const findings = useFindings();
  const kinds = useEngineStore((store) => store.kinds);
  const selected = useCanvasStore((store) => store.nodeIds);
  const selectedEdges = useCanvasStore((store) => store.edgeIds);
  const dragged = useCanvasStore((store) => store.dragged);
  const resized = useCanvasStore((store) => store.resized);
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const names = useElementNames();
  const [cache] = useState(() => new CanvasElementCache());
  const nodes = useMemo(
    () =>
      cache.nodes({ document, infos, findings, kinds, selected, dragged, resized, sizes, names }),
    [document, infos, findings, kinds, selected, dragged, resized, sizes, names, cache],
  );
  const edges = useMemo(
    () => (nodes.length === 0 ? [] : cache.edges(document, selectedEdges, names)),
    [document, nodes, selectedEdges, names, cache],
  );
  useLayoutEffect(() => noteDrawn(nodes, edges), [nodes, edges]);
  const onSized = useCallback((changed: ReadonlyMap<string, Size>) => {
    setSizes((known) => new Map([...known, ...changed]));
  }, []);
  return { nodes, edges, onSized };
}

function useElementNames(): ElementNames {
  const { t } = useTranslation('canvas');
  const words = useKindWords();
  return useMemo(
    () => ({
      node: (title, kind) => t('nodeName', { title, kind: words(kind) }),
      edge: (from, to) => t('edgeName', { from, to }),
    }),
    [t, words],
  );
}
