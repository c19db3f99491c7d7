import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Separator, useWorkspaceRef, Workspace as Places } from 'react-resizable-panels';
import type { DisableDropArgs, TabNode, WorkspaceModelInput } from 'react-resizable-panels';
import { Canvas } from '../canvas/canvas.tsx';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { Toasts } from '../ui/toasts.tsx';
import { attachWorkspace, layoutKey, noteLayout } from '../screen/layout-store.ts';
import { canvasId, defaultLayout, readStoredLayout } from '../screen/panel-layout.ts';
import { PastMark } from '../time/past-mark.tsx';
import { TimeBar } from '../time/time-bar.tsx';
import { panelList } from './panel-list.ts';
import { recall } from '../host/local-memory.ts';
import { PanelTab } from './panel-tab.tsx';
import { PlaceToolbar } from './place-toolbar.tsx';

const looks = {
  tabset: 'flex h-full w-full min-h-0 min-w-0 flex-col bg-panel',
  header: ({ id }: { readonly id: string }) =>
    id === canvasId
      ? 'hidden!'
      : 'flex h-[33px] shrink-0 items-stretch border-b border-line pr-1.5 nokey',
  tabList: 'flex min-w-0 grow items-stretch overflow-x-auto px-2 [scrollbar-width:none]',
  toolbar: 'flex shrink-0 items-center',
  tabPanels: ({ id }: { readonly id: string }) =>
    id === canvasId ? 'relative min-h-0 grow' : 'relative min-h-0 grow nokey',
  tabContent: 'h-full',
  dropIndicator: 'drop-place',
  dragPreview: 'rounded-control border border-line-strong bg-float px-2.5 py-1 shadow-float',
};

/** The canvas and the panels around it: drag a tab to move its panel; the places are kept between sessions. */
export function Workspace(): ReactNode {
  const { t } = useTranslation('workspace');
  const [{ layout, known }] = useState(readLayout);
  const workspace = useWorkspaceRef<null, null>();
  useEffect(() => {
    const handle = workspace.current;
    if (handle === null) return undefined;
    attachWorkspace({ handle, panels: panelList, known });
    return () => attachWorkspace(undefined);
  }, [workspace, known]);
  const renderSeparator = useCallback(
    () => (
      <Separator
        aria-label={t('resize')}
        className="bg-line transition-colors hover:bg-accent focus-visible:bg-accent focus-visible:outline-none data-[separator=active]:bg-accent aria-[orientation=horizontal]:h-px aria-[orientation=vertical]:w-px"
      />
    ),
    [t],
  );
  return (
    <Places<null, null>
      id="workspace"
      className="min-h-0 grow"
      classNames={looks}
      workspaceRef={workspace}
      defaultModel={layout}
      onModelChanged={(model) => noteLayout(model, panelList)}
      disableDrop={coversCanvas}
      hiddenTabBehavior={({ id }) => (id === canvasId ? 'keep-mounted' : 'activity')}
      lazyTabContent={({ id }) => id !== canvasId}
      tabRemovalSelectionBehavior="recent"
      tabsetMinWidth="160px"
      tabsetMinHeight="56px"
      renderSeparator={renderSeparator}
      renderTab={renderTab}
      renderTabContent={renderContent}
      renderTabsetToolbar={renderToolbar}
      renderDragPreview={({ id }) => <PanelName panelId={id} />}
    />
  );
}

function readLayout(): {
  readonly layout: WorkspaceModelInput<null, null>;
  readonly known: readonly string[];
} {
  const stored = readStoredLayout(recall(layoutKey) ?? null, panelList);
  if (stored !== undefined) return stored;
  const layout = defaultLayout(panelList, {
    width: window.innerWidth,
    height: window.innerHeight,
  });
  return { layout, known: panelList.map(({ id }) => id) };
}

/** Beside the canvas is a place; over it is none. */
function coversCanvas({ target }: DisableDropArgs<null, null>): boolean {
  if (!('tabsetId' in target) || target.tabsetId !== canvasId) return false;
  return 'index' in target || target.region === 'center';
}

const renderTab: NonNullable<Parameters<typeof Places<null, null>>[0]['renderTab']> = (
  tab,
  props,
) => <PanelTab panelId={tab.id} tab={props} />;

/** The messages of the moment in the interface's language. */
function EngineToasts(): ReactNode {
  return <Toasts say={useEngineWords()} />;
}

function renderContent({ id }: TabNode<null>): ReactNode {
  if (id === canvasId) {
    return (
      <main className="relative flex h-full flex-col">
        <div className="relative min-h-0 grow">
          <Canvas />
          <PastMark />
          <EngineToasts />
        </div>
        <TimeBar />
      </main>
    );
  }
  const panel = panelList.find((entry) => entry.id === id);
  return panel && <panel.component />;
}

function renderToolbar(): ReactNode {
  return <PlaceToolbar />;
}

function PanelName({ panelId }: { readonly panelId: string }): ReactNode {
  const { t } = useTranslation('workspace');
  const panel = panelList.find(({ id }) => id === panelId);
  return panel && t(panel.title);
}
