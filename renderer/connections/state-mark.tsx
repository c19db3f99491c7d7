import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stateTones } from './connection-state.ts';
import type { ConnectionState, StateTone } from './connection-state.ts';

const words: Readonly<Record<StateTone, string>> = {
  done: 'text-done',
  waiting: 'text-waiting',
  running: 'text-running',
  failed: 'text-failed',
  idle: 'text-muted',
};
const dots: Readonly<Record<StateTone, string>> = {
  done: 'bg-done',
  waiting: 'bg-waiting',
  running: 'bg-running',
  failed: 'bg-failed',
  idle: 'bg-idle',
};

/** How a connection stands: a dot and a word. */
export function StateMark({ state }: { readonly state: ConnectionState }): ReactNode {
  const { t } = useTranslation('connections');
  const tone = stateTones[state];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 text-small ${words[tone]}`}>
      <span aria-hidden className={`size-1.5 rounded-full ${dots[tone]}`} />
      {t(state)}
    </span>
  );
}
