import type { ReactNode } from 'react';
import type { ConnectionState } from './connection-state.ts';
import { PresetIcon } from './preset-icon.tsx';
import { StateMark } from './state-mark.tsx';

interface PaneHeaderProps {
  readonly preset: string;
  readonly title: string;
  readonly note: string;
  readonly state: ConnectionState;
}

/** Which connection the right side is about. */
export function PaneHeader({ preset, title, note, state }: PaneHeaderProps): ReactNode {
  return (
    <header className="flex items-center gap-3">
      <PresetIcon preset={preset} />
      <h3 className="shrink-0 text-[15px] leading-6 font-semibold">{title}</h3>
      <span className="min-w-0 grow truncate text-muted">{note}</span>
      <StateMark state={state} />
    </header>
  );
}
