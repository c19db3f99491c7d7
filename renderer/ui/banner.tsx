import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface BannerProps {
  readonly tone: 'failed' | 'waiting';
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

/** A line over the window that stays as long as what it says. */
export function Banner({ tone, icon, children }: BannerProps): ReactNode {
  return (
    <div
      role="alert"
      className={classNames(
        'flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-3 py-1',
        tone === 'failed' ? 'bg-failed-quiet' : 'bg-waiting-quiet',
      )}
    >
      <span className={tone === 'failed' ? 'text-failed' : 'text-waiting'}>{icon}</span>
      {children}
    </div>
  );
}
