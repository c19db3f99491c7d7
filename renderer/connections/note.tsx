import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoteProps {
  readonly tone: 'failed' | 'waiting';
  readonly children: ReactNode;
}

/** A sentence that should be read before going on. */
export function Note({ tone, children }: NoteProps): ReactNode {
  const Icon = tone === 'failed' ? CircleAlert : TriangleAlert;
  return (
    <div
      role="status"
      className={`selectable flex items-start gap-2 rounded-control px-3 py-2 text-small ${tone === 'failed' ? 'bg-failed-quiet' : 'bg-waiting-quiet'}`}
    >
      <Icon
        size={14}
        aria-hidden
        className={`mt-px shrink-0 ${tone === 'failed' ? 'text-failed' : 'text-waiting'}`}
      />
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </div>
  );
}
