import { Replace } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodePorts } from '../../core/model/port.ts';
import { placeholderKind } from '../../core/model/placeholder.ts';
import { portsOf } from '../document/check-store.ts';
import { edit } from '../document/document-store.ts';
import { findKind, useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { SearchList } from '../ui/search-list.tsx';
import { fixButton } from './fix-button-look.ts';
import { replaceKind } from './replace-kind.ts';

/** Chooses another kind for a node; its title, its place and the wires that fit stay. */
export function ReplaceKindButton({ nodeId }: { readonly nodeId: string }): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const kinds = useEngineStore((store) => store.kinds);
  const options = kinds
    .filter(({ kind, ports }) => kind !== placeholderKind && hasPorts(ports))
    .map((kind) => ({
      value: kind.kind,
      label: words(kind.title),
      note: words(kind.description),
    }));
  return (
    <SearchList
      label={t('chooseKind')}
      options={options}
      value=""
      onChange={(kindId) => {
        const kind = findKind(kindId);
        if (kind !== undefined) edit((flow) => replaceKind(flow, nodeId, kind, portsOf));
      }}
      trigger={
        <button type="button" className={fixButton}>
          <Replace size={11} aria-hidden className="shrink-0 text-accent" />
          {t('chooseKind')}
        </button>
      }
    />
  );
}

/** Notes and groups are drawn, but nothing runs there. */
function hasPorts({ inputs, outputs }: NodePorts): boolean {
  return inputs.length + outputs.length > 0;
}
