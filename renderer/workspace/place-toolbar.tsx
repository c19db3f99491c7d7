import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParentTabsetState } from 'react-resizable-panels';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { canvasId } from '../screen/panel-layout.ts';
import { panelList } from './panel-list.ts';
import { PanelActions } from './panel-actions.tsx';

/** At the right of a row of tabs: the tools of the panel that is shown, and the menu of its place. */
export function PlaceToolbar(): ReactNode {
  const { t } = useTranslation('workspace');
  const panelId = useParentTabsetState()?.selectedTabId;
  const panel = panelList.find(({ id }) => id === panelId);
  if (panel === undefined || panel.id === canvasId) return undefined;
  const Toolbar = panel.toolbar;
  return (
    <>
      {Toolbar && <Toolbar />}
      <Menu
        align="end"
        trigger={
          <IconButton label={t('panelMenu', { panel: t(panel.title) })}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        <PanelActions panelId={panel.id} />
      </Menu>
    </>
  );
}
