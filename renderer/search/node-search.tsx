import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addKind } from '../commands/edit-commands.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { KindSearch } from './kind-search.tsx';
import { closeNodeSearch, useNodeSearch } from '../screen/node-search-store.ts';

// Where in the new node the pointer is: at its title.
const grip = { x: 60, y: 18 };

/** The search for a module on the canvas, while it is open: the chosen one is added where it was looked for. */
export function NodeSearch(): ReactNode {
  const { t } = useTranslation('search');
  const kinds = useEngineStore((store) => store.kinds);
  const open = useNodeSearch((store) => store.open);
  if (open === undefined) return undefined;
  const { screen, place } = open;
  return (
    <KindSearch
      at={screen}
      label={t('addNode')}
      kinds={kinds}
      onClose={closeNodeSearch}
      onChoose={(kindId) => addKind(kindId, place && { x: place.x - grip.x, y: place.y - grip.y })}
    />
  );
}
