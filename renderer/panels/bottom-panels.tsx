import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Tabs } from '../ui/tabs.tsx';
import { panelList } from '../workspace/panel-list.ts';
import type { PanelEntry, PanelHome } from '../workspace/panel-list.ts';

/** The panels below the canvas: what the run says, what is wrong, earlier runs, and the trace. */
export function BottomPanels(): ReactNode {
  const { t } = useTranslation('panels');
  return (
    <Group orientation="horizontal" className="h-full bg-panel">
      <Panel minSize={280} defaultSize="46%">
        <PanelTabs home="bottom-left" label={t('leftPanels')} />
      </Panel>
      <Separator
        aria-label={t('resizeHalves')}
        className="w-px bg-line transition-colors hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent"
      />
      <Panel minSize={280}>
        <PanelTabs home="bottom-right" label={t('rightPanels')} />
      </Panel>
    </Group>
  );
}

function PanelTabs(props: { readonly home: PanelHome; readonly label: string }): ReactNode {
  const { t } = useTranslation('workspace');
  const panels = panelList.filter(({ home }) => home === props.home);
  const [shown, setShown] = useState(panels[0]?.id ?? '');
  const panel = panels.find(({ id }) => id === shown);
  const Toolbar = panel?.toolbar;
  return (
    <Tabs
      label={props.label}
      value={shown}
      onChange={setShown}
      tabs={panels.map((entry) => ({
        id: entry.id,
        label: t(entry.title),
        count: <PanelCount panel={entry} />,
      }))}
      extra={Toolbar && <Toolbar />}
    >
      {panel && <panel.component />}
    </Tabs>
  );
}

function PanelCount({ panel }: { readonly panel: PanelEntry }): ReactNode {
  return panel.useCount?.();
}
