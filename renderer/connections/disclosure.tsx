import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';

interface DisclosureProps {
  readonly label: string;
  /** Whether it stands open from the start; it opens by itself when this becomes true. */
  readonly open: boolean;
  /** At the right end of its line. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a form that most people leave closed. */
export function Disclosure({ label, open, extra, children }: DisclosureProps): ReactNode {
  const [chosen, setChosen] = useState<boolean>();
  const isShown = chosen ?? open;
  return (
    <section className="border-t border-line pt-3">
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-expanded={isShown}
          onClick={() => setChosen(!isShown)}
          className="-mx-1 flex h-7 grow items-center gap-1.5 rounded-control px-1 font-semibold"
        >
          <ChevronRight
            size={14}
            aria-hidden
            className={classNames('text-muted transition-transform', isShown && 'rotate-90')}
          />
          {label}
        </button>
        {extra}
      </div>
      {isShown ? <div className="flex flex-col gap-4 pt-3 pb-1">{children}</div> : undefined}
    </section>
  );
}
