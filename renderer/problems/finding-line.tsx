import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding } from '../../core/model/finding.ts';
import { useFindingWords } from './use-finding-words.ts';
import { FixButtons } from './fix-buttons.tsx';

interface FindingLineProps {
  readonly finding: Finding;
  /** False where the advice stands elsewhere, and the flow is not open. */
  readonly showAction?: boolean;
}

/** One finding at its place: what is wrong, what to do about it, and what does it at once. */
export function FindingLine({ finding, showAction = true }: FindingLineProps): ReactNode {
  const { message, action } = useFindingWords()(finding);
  const error = finding.severity === 'error';
  const Icon = error ? CircleAlert : TriangleAlert;
  return (
    <div className="flex flex-col gap-1">
      <p className="selectable flex items-start gap-1.5 text-small">
        <Icon
          size={13}
          aria-hidden
          className={`mt-0.5 shrink-0 ${error ? 'text-failed' : 'text-waiting'}`}
        />
        <span>
          {message}
          {action === undefined || !showAction ? undefined : (
            <span className="text-muted"> {action}</span>
          )}
        </span>
      </p>
      {showAction ? <FixButtons isAtField finding={finding} className="pl-[19px]" /> : undefined}
    </div>
  );
}
