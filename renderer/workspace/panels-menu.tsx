import { PanelsTopLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuCheck, MenuItem, MenuLine, Submenu } from '../ui/menu.tsx';
import { resetLayout, togglePanel, useLayoutStore } from '../screen/layout-store.ts';
import { panelList } from './panel-list.ts';

/** Every panel, ticked while it is open; part of the main menu. */
export function PanelsMenu(): ReactNode {
  const { t } = useTranslation('workspace');
  const open = useLayoutStore((store) => store.open);
  return (
    <Submenu label={t('panels')} icon={<PanelsTopLeft size={16} />}>
      {panelList.map(({ id, title }) => (
        <MenuCheck
          key={id}
          label={t(title)}
          checked={open.has(id)}
          onChange={() => togglePanel(id)}
        />
      ))}
      <MenuLine />
      <MenuItem onSelect={resetLayout}>{t('reset')}</MenuItem>
    </Submenu>
  );
}
