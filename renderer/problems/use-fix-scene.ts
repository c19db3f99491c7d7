import { useMemo } from 'react';
import { portsOf, useCheckStore } from '../document/check-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { makeFixScene } from './make-fix-scene.ts';
import type { FixScene } from './quick-fix.ts';

/** The open flow as quick fixes see it; the same object until something in it changed. */
export function useFixScene(): FixScene {
  const document = useDocumentStore((store) => store.document);
  const infos = useCheckStore((store) => store.nodes);
  const kinds = useEngineStore((store) => store.kinds);
  const connections = useEngineStore((store) => store.connections);
  const words = useKindWords();
  return useMemo(
    () =>
      makeFixScene({
        document,
        kinds,
        connections,
        portsOf: (nodeId) => infos[nodeId]?.ports ?? portsOf(nodeId),
        words,
      }),
    [document, infos, kinds, connections, words],
  );
}
