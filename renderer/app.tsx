import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Canvas } from './canvas/canvas.tsx';
import { useClipboard } from './commands/use-clipboard.ts';
import { useFileDrop } from './commands/use-file-drop.ts';
import { useHostCommands } from './commands/use-host-commands.ts';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { Dialogs } from './dialogs/dialogs.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { LiveRegion } from './live-region.tsx';
import { Palette } from './palette/palette.tsx';
import { BottomPanels } from './panels/bottom-panels.tsx';
import { Banners } from './top-bar/banners.tsx';
import { TopBar } from './top-bar/top-bar.tsx';
import { Toasts } from './ui/toasts.tsx';
import { TooltipProvider } from './ui/tooltip.tsx';

/** The window. */
export function App(): ReactNode {
  useShortcuts();
  useClipboard();
  useFileDrop();
  useHostCommands();
  return (
    <TooltipProvider>
      <div className="flex h-full flex-col">
        <TopBar />
        <Banners />
        <Workspace />
      </div>
      <Dialogs />
      <LiveRegion />
    </TooltipProvider>
  );
}

/** Whether the window opens large enough for the panels' full size; later the person sizes them. */
const roomy = window.innerWidth >= 1200 && window.innerHeight >= 760;

const divider =
  'bg-line transition-colors hover:bg-accent focus-visible:bg-accent focus-visible:outline-none data-[separator=active]:bg-accent';

function Workspace(): ReactNode {
  const { t } = useTranslation();
  const rows = useDefaultLayout({ id: 'millrace.rows', storage: localStorage });
  return (
    <Group
      orientation="vertical"
      className="min-h-0 grow"
      {...(rows.defaultLayout === undefined ? {} : { defaultLayout: rows.defaultLayout })}
      onLayoutChanged={rows.onLayoutChanged}
    >
      <Panel id="workspace" minSize={200}>
        <Columns />
      </Panel>
      <Separator aria-label={t('resizeBottom')} className={`h-px ${divider}`} />
      <Panel
        id="bottom"
        className="nokey"
        defaultSize={roomy ? 264 : 224}
        minSize={96}
        maxSize="70%"
        groupResizeBehavior="preserve-pixel-size"
      >
        <section aria-label={t('runPanels')} className="h-full">
          <BottomPanels />
        </section>
      </Panel>
    </Group>
  );
}

function Columns(): ReactNode {
  const { t } = useTranslation();
  const columns = useDefaultLayout({ id: 'millrace.columns', storage: localStorage });
  return (
    <Group
      orientation="horizontal"
      className="h-full"
      {...(columns.defaultLayout === undefined ? {} : { defaultLayout: columns.defaultLayout })}
      onLayoutChanged={columns.onLayoutChanged}
    >
      <Panel
        id="palette"
        className="nokey"
        defaultSize={roomy ? 208 : 176}
        minSize={160}
        maxSize={320}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Palette />
      </Panel>
      <Separator aria-label={t('resizePalette')} className={`w-px ${divider}`} />
      <Panel id="canvas" minSize={320}>
        <main className="relative h-full">
          <Canvas />
          <Toasts />
        </main>
      </Panel>
      <Separator aria-label={t('resizeInspector')} className={`w-px ${divider}`} />
      <Panel
        id="inspector"
        className="nokey"
        defaultSize={roomy ? 288 : 248}
        minSize={240}
        maxSize="50%"
        groupResizeBehavior="preserve-pixel-size"
      >
        <Inspector />
      </Panel>
    </Group>
  );
}
