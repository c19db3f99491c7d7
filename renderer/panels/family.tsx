import type { ReactNode } from 'react';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { KindIcon } from '../ui/kind-icon.tsx';

interface FamilyLook {
  readonly text: string;
  readonly bar: string;
}

const looks: Record<KindCategory, FamilyLook> = {
  models: { text: 'text-models', bar: 'bg-models' },
  agents: { text: 'text-agents', bar: 'bg-agents' },
  tools: { text: 'text-tools', bar: 'bg-tools' },
  flow: { text: 'text-flow', bar: 'bg-flow' },
  text: { text: 'text-text-family', bar: 'bg-text-family' },
  io: { text: 'text-io', bar: 'bg-io' },
};

/** The hues of a kind's family; grey for kinds that this engine does not know. */
export function useFamilyLook(kind: string): FamilyLook {
  return useEngineStore(({ kinds }) => {
    const descriptor = kinds.find((known) => known.kind === kind);
    return looks[descriptor?.category ?? 'io'];
  });
}

/** The icon of a step's kind. */
export function SpanIcon({ kind }: { readonly kind: string }): ReactNode {
  const descriptor = useEngineStore(({ kinds }) => kinds.find((known) => known.kind === kind));
  return <KindIcon icon={descriptor?.icon} category={descriptor?.category} />;
}
