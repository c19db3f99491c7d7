import type { ReactNode } from 'react';
import { useClipboard } from './commands/use-clipboard.ts';
import { useFileDrop } from './commands/use-file-drop.ts';
import { useHostCommands } from './commands/use-host-commands.ts';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { Dialogs } from './dialogs/dialogs.tsx';
import { LiveRegion } from './live-region.tsx';
import { Banners } from './top-bar/banners.tsx';
import { TopBar } from './top-bar/top-bar.tsx';
import { TooltipProvider } from './ui/tooltip.tsx';
import { Tour } from './tour/tour.tsx';
import { Workspace } from './workspace/workspace.tsx';

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
      <Tour />
      <Dialogs />
      <LiveRegion />
    </TooltipProvider>
  );
}
