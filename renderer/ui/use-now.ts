import { useEffect, useState } from 'react';

/** The time in ms since the Unix epoch, renewed every `everyMs` while `ticking`. */
export function useNow(ticking: boolean, everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [ticking, everyMs]);
  return nowMs;
}
