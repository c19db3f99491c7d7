import { useMemo } from 'react';
import type { Finding } from '../../core/model/finding.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useCheckStore } from './check-store.ts';
import { findConnectionProblems } from './connection-problems.ts';
import { useDocumentStore } from './document-store.ts';
import { useSettledDocument } from './use-settled-document.ts';

/** What is wrong with the open flow now, for those who are no component. */
export function listFindings(): readonly Finding[] {
  const { kinds, connections } = useEngineStore.getState();
  const { nodes } = useDocumentStore.getState().document;
  const missing = findConnectionProblems(nodes, kinds, connections);
  return [...useCheckStore.getState().findings, ...missing];
}

/** All that is wrong with the open flow: what the engine found, and connections that cannot be used yet. */
export function useFindings(): readonly Finding[] {
  const found = useCheckStore((store) => store.findings);
  const { nodes } = useSettledDocument();
  const kinds = useEngineStore((store) => store.kinds);
  const connections = useEngineStore((store) => store.connections);
  const missing = useMemo(
    () => findConnectionProblems(nodes, kinds, connections),
    [nodes, kinds, connections],
  );
  return useMemo(() => (missing.length === 0 ? found : [...found, ...missing]), [found, missing]);
}
