import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly text: string;
  /** The key that does what the text says. */
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
      {keys === undefined ? undefined : (
        <kbd className="rounded border border-line-strong px-1.5 py-px font-mono text-tiny">
          {keys}
        </kbd>
      )}
      {children}
    </div>
  );
}
