import {
  Maximize2,
  Minimize2,
  PanelBottom,
  PanelLeft,
  PanelRight,
  PanelTop,
  RotateCcw,
  SquareSplitHorizontal,
  SquareSplitVertical,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuItem, MenuLine } from '../ui/menu.tsx';
import {
  closePanel,
  movePanel,
  resetLayout,
  splitPanel,
  toggleMaximised,
  useLayoutStore,
} from '../screen/layout-store.ts';

/** What can be done with a panel's place, as the items of a menu. */
export function PanelActions({ panelId }: { readonly panelId: string }): ReactNode {
  const { t } = useTranslation('workspace');
  const isMaximised = useLayoutStore((store) => store.maximised !== undefined);
  const MaximiseIcon = isMaximised ? Minimize2 : Maximize2;
  return (
    <>
      <MenuItem icon={<PanelLeft size={16} />} onSelect={() => movePanel(panelId, 'left')}>
        {t('moveLeft')}
      </MenuItem>
      <MenuItem icon={<PanelRight size={16} />} onSelect={() => movePanel(panelId, 'right')}>
        {t('moveRight')}
      </MenuItem>
      <MenuItem icon={<PanelTop size={16} />} onSelect={() => movePanel(panelId, 'top')}>
        {t('moveTop')}
      </MenuItem>
      <MenuItem icon={<PanelBottom size={16} />} onSelect={() => movePanel(panelId, 'bottom')}>
        {t('moveBottom')}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<SquareSplitHorizontal size={16} />}
        onSelect={() => splitPanel(panelId, 'right')}
      >
        {t('splitRight')}
      </MenuItem>
      <MenuItem
        icon={<SquareSplitVertical size={16} />}
        onSelect={() => splitPanel(panelId, 'bottom')}
      >
        {t('splitDown')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<MaximiseIcon size={16} />} onSelect={() => toggleMaximised(panelId)}>
        {t(isMaximised ? 'restore' : 'maximise')}
      </MenuItem>
      <MenuItem icon={<X size={16} />} keys="Del" onSelect={() => closePanel(panelId)}>
        {t('close')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<RotateCcw size={16} />} onSelect={resetLayout}>
        {t('reset')}
      </MenuItem>
    </>
  );
}
