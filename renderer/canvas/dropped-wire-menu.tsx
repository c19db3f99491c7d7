import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addWiredKind } from '../commands/edit-commands.ts';
import { listFittingKinds } from '../document/fitting-kinds.ts';
import { nodeWidth } from '../document/placement.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { KindSearch } from '../search/kind-search.tsx';
import { useDroppedWire } from './dropped-wire-store.ts';
import type { DroppedWire } from './dropped-wire-store.ts';
import { nodeMeasure } from './node-shape.ts';

/** Offers the kinds that fit a wire which was let go over the empty canvas, and wires the chosen one. */
export function DroppedWireMenu(): ReactNode {
  const wire = useDroppedWire((store) => store.wire);
  return wire === undefined ? undefined : <FittingKinds wire={wire} />;
}

function FittingKinds({ wire: { end, place, screen } }: { readonly wire: DroppedWire }): ReactNode {
  const { t } = useTranslation('canvas');
  const kinds = useEngineStore((store) => store.kinds);
  const fits = useMemo(
    () => new Map(listFittingKinds(kinds, end).map((fit) => [fit.kindId, fit])),
    [kinds, end],
  );
  const fitting = useMemo(() => kinds.filter(({ kind }) => fits.has(kind)), [kinds, fits]);
  // The new node stands so that its lone port lies where the wire was let go.
  const at = {
    x: end.side === 'output' ? place.x : place.x - nodeWidth,
    y: place.y - nodeMeasure.header - nodeMeasure.summary / 2,
  };
  return (
    <KindSearch
      at={screen}
      label={t('fittingKinds')}
      kinds={fitting}
      onClose={() => useDroppedWire.setState({ wire: undefined })}
      onChoose={(kindId) => {
        const fit = fits.get(kindId);
        if (fit !== undefined) addWiredKind(fit, end, at);
      }}
    />
  );
}
