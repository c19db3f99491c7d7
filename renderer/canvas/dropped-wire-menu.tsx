import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addWiredKind } from '../commands/edit-commands.ts';
import { listFittingKinds } from '../document/fitting-kinds.ts';
import { nodeWidth } from '../document/placement.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { KindIcon } from '../ui/kind-icon.tsx';
import { MenuAt, MenuHeading, MenuItem } from '../ui/menu.tsx';
import { useDroppedWire } from './dropped-wire-store.ts';
import { groupKinds } from '../palette/group-kinds.ts';
import { nodeMeasure } from './node-shape.ts';

/** Offers the kinds that fit a wire which was let go over the empty canvas, and wires the chosen one. */
export function DroppedWireMenu(): ReactNode {
  const { t } = useTranslation('canvas');
  const words = useKindWords();
  const kinds = useEngineStore((store) => store.kinds);
  const wire = useDroppedWire((store) => store.wire);
  if (wire === undefined) return undefined;
  const inPaletteOrder = groupKinds(kinds, '', words).flatMap((group) => group.kinds);
  const { end, place } = wire;
  // The new node stands so that its lone port lies where the wire was let go.
  const at = {
    x: end.side === 'output' ? place.x : place.x - nodeWidth,
    y: place.y - nodeMeasure.header - nodeMeasure.summary / 2,
  };
  return (
    <MenuAt
      at={wire.screen}
      label={t('fittingKinds')}
      onClose={() => useDroppedWire.setState({ wire: undefined })}
    >
      <MenuHeading>{t('fittingKinds')}</MenuHeading>
      {listFittingKinds(inPaletteOrder, end).map((fit) => {
        const kind = kinds.find((known) => known.kind === fit.kindId);
        return kind === undefined ? undefined : (
          <MenuItem
            key={fit.kindId}
            icon={<KindIcon icon={kind.icon} category={kind.category} />}
            onSelect={() => addWiredKind(fit, end, at)}
          >
            {words(kind.title)}
          </MenuItem>
        );
      })}
    </MenuAt>
  );
}
