import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunState, SpanState } from '../../core/contracts/events.ts';
import { classNames } from '../ui/class-names.ts';

type ShownState = RunState | SpanState;

const colours: Record<ShownState, string> = {
  running: 'text-running',
  done: 'text-done',
  failed: 'text-failed',
  cancelled: 'text-muted',
  interrupted: 'text-waiting',
  skipped: 'text-muted',
};

// A shape besides the colour: full for what ended well or runs, a square for what went wrong, a ring for what was stopped.
const shapes: Record<ShownState, string> = {
  running: 'rounded-full bg-current',
  done: 'rounded-full bg-current',
  failed: 'rounded-[1px] bg-current',
  cancelled: 'rounded-full border-[1.5px] border-current',
  interrupted: 'rounded-[1px] border-[1.5px] border-current',
  skipped: 'rounded-full border-[1.5px] border-dashed border-current',
};

/** A state as a dot and a word. */
export function StateWord({ state }: { readonly state: ShownState }): ReactNode {
  const { t } = useTranslation('panels');
  return (
    <span className={classNames('inline-flex items-center gap-1.5 text-small', colours[state])}>
      <span aria-hidden className={classNames('size-[7px] shrink-0', shapes[state])} />
      {t(state)}
    </span>
  );
}
