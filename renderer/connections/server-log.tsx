import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalServerInfo, ServerLogLine } from '../../core/contracts/connection.ts';
import { refreshConnections, requireClient } from '../engine/engine-store.ts';
import { useFollowEnd } from '../ui/use-follow-end.ts';

const pollMs = 500;
/** As many as the engine keeps. */
const mostLines = 2_000;

interface ServerLogProps {
  readonly id: string;
  /** As the rest of the screen knows it. */
  readonly state: LocalServerInfo['state'];
}

/** What a connection's server writes, followed as long as it is shown. */
export function ServerLog({ id, state }: ServerLogProps): ReactNode {
  const { t } = useTranslation('connections');
  const lines = useServerLog(id, state);
  const end = useRef<HTMLDivElement>(null);
  useFollowEnd(end);
  if (lines.length === 0 && state === 'stopped') return undefined;
  return (
    <div
      ref={end}
      tabIndex={0}
      role="log"
      aria-label={t('log')}
      className="selectable h-40 overflow-y-auto rounded-control border border-line bg-sunken px-2.5 py-1.5 font-mono text-small -outline-offset-2"
    >
      {lines.length === 0 ? <p className="text-muted">{t('logEmpty')}</p> : undefined}
      {lines.map((line) => (
        <div
          key={line.seq}
          className={`whitespace-pre-wrap wrap-anywhere ${line.from === 'host' ? 'text-muted italic' : ''}`}
        >
          {line.text}
        </div>
      ))}
    </div>
  );
}

/** Asks for new lines again and again, and for the connections when the server's state has changed. */
function useServerLog(id: string, state: LocalServerInfo['state']): readonly ServerLogLine[] {
  const [lines, setLines] = useState<readonly ServerLogLine[]>([]);
  const seen = useRef(0);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await requireClient().call('connections.server.log', {
        id,
        afterSeq: seen.current,
      });
      if (!wanted) return;
      seen.current = answer.lines.at(-1)?.seq ?? seen.current;
      if (answer.lines.length > 0) {
        setLines((before) => [...before, ...answer.lines].slice(-mostLines));
      }
      if (answer.server.state !== state) await refreshConnections();
    };
    const follow = (): void => {
      // While the engine is away there is nothing to follow; it is asked again.
      void ask()
        .catch(() => undefined)
        .finally(() => {
          if (wanted) timer = setTimeout(follow, pollMs);
        });
    };
    follow();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [id, state]);
  return lines;
}
