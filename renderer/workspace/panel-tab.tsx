import { useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TabRenderProps } from 'react-resizable-panels';
import { classNames } from '../ui/class-names.ts';
import { MenuAt } from '../ui/menu.tsx';
import { closePanel, shiftTab, tabElement, toggleMaximised } from '../screen/layout-store.ts';
import { panelList } from './panel-list.ts';
import { PanelActions } from './panel-actions.tsx';

interface PanelTabProps {
  readonly panelId: string;
  readonly tab: TabRenderProps;
}

/**
 * A panel's tab: a click shows the panel, a drag moves it, a double click lets it cover the window. Its menu does the
 * same by keys.
 */
export function PanelTab({ panelId, tab }: PanelTabProps): ReactNode {
  const { t } = useTranslation('workspace');
  const [menuAt, setMenuAt] = useState<{ readonly x: number; readonly y: number }>();
  const panel = panelList.find(({ id }) => id === panelId);
  if (panel === undefined) return <span {...tab} />;
  const Count = panel.count;
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    // Shift+F10 and the menu key have no pointer: the menu hangs from the tab itself.
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    const byKey = event.button !== 2;
    setMenuAt(byKey ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY });
  };
  const closeMenu = (): void => {
    setMenuAt(undefined);
    tabElement(panelId)?.focus();
  };
  return (
    <>
      <div
        {...tab}
        aria-haspopup="menu"
        onContextMenu={openMenu}
        onDoubleClick={() => toggleMaximised(panelId)}
        onAuxClick={(event) => (event.button === 1 ? closePanel(panelId) : undefined)}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
          if (!moveByKey(event, panelId)) tab.onKeyDown?.(event);
        }}
        className={classNames(
          'relative -mb-px flex shrink-0 items-center gap-2 border-b-2 px-2.5 whitespace-nowrap -outline-offset-2 hover:text-text',
          tab['aria-selected'] === true
            ? 'border-accent text-text'
            : 'border-transparent text-muted',
          tab.className,
        )}
      >
        {t(panel.title)}
        {Count && (
          <span className="text-tiny text-muted empty:hidden">
            <Count />
          </span>
        )}
      </div>
      {menuAt === undefined ? undefined : (
        <MenuAt at={menuAt} label={t('panelMenu', { panel: t(panel.title) })} onClose={closeMenu}>
          <PanelActions panelId={panelId} />
        </MenuAt>
      )}
    </>
  );
}

function moveByKey(event: KeyboardEvent, panelId: string): boolean {
  if (!event.ctrlKey || !event.shiftKey) return false;
  if (event.key !== 'PageUp' && event.key !== 'PageDown') return false;
  event.preventDefault();
  shiftTab(panelId, event.key === 'PageUp' ? -1 : 1);
  return true;
}
