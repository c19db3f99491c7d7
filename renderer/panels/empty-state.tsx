import type { ReactNode } from 'react';
import { showKeys } from '../commands/show-keys.ts';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** The key that does what the text says, such as `Ctrl+Enter`. */
  readonly keys?: string;
  readonly children?: ReactNode;
}

/** What stands in an empty panel: what comes here, and the key for it. */
export function EmptyState({ icon, text, keys, children }: EmptyStateProps): ReactNode {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-4 text-center text-muted">
      <span aria-hidden className="text-faint">
        {icon}
      </span>
      <p className="max-w-96 text-ui">{text}</p>
      {keys === undefined ? undefined : <kbd className="key">{showKeys(keys)}</kbd>}
      {children}
    </div>
  );
}
