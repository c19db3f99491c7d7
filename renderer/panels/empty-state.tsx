import type { ReactNode } from 'react';
import { useShownKeys } from '../commands/key-bindings.ts';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** Id of the command that does what the text says; its keys stand under it. */
  readonly command?: string;
  readonly children?: ReactNode;
}

/** What stands in an empty panel: what comes here, and the key for it. */
export function EmptyState({ icon, text, command, children }: EmptyStateProps): ReactNode {
  const shownKeys = useShownKeys();
  const keys = command === undefined ? undefined : shownKeys(command);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-4 text-center text-muted">
      <span aria-hidden className="text-faint">
        {icon}
      </span>
      <p className="max-w-96 text-ui">{text}</p>
      {keys === undefined ? undefined : <kbd className="key">{keys}</kbd>}
      {children}
    </div>
  );
}
