import { useMemo } from 'react';
import { portsOf, useCheckStore } from '../document/check-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import type { FixScene } from './quick-fix.ts';

/** The open flow as quick fixes see it; the same object until something in it changed. */
export function useFixScene(): FixScene {
  const document = useDocumentStore((store) => store.document);
  const infos = useCheckStore((store) => store.nodes);
  const kinds = useEngineStore((store) => store.kinds);
  const connections = useEngineStore((store) => store.connections);
  const words = useKindWords();
  return useMemo(
    () => ({
      document,
      kinds,
      portsOf: (nodeId) => infos[nodeId]?.ports ?? portsOf(nodeId),
      // What was made by the person is more likely meant than the simulated model.
      connections: connections
        .filter(({ problem }) => problem === undefined)
        .toSorted((a, b) => Number(b.settings !== undefined) - Number(a.settings !== undefined))
        .map(({ id, label }) => ({ id, label: words(label) })),
      titleOf: (kind) => words(kind.title),
    }),
    [document, infos, kinds, connections, words],
  );
}
