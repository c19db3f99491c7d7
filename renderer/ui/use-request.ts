import { useCallback, useState } from 'react';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';

interface Request<Result> {
  readonly busy: boolean;
  readonly result: Result | undefined;
  readonly error: ErrorInfo | undefined;
  /** Asks, and shows the answer in place of the last one; one that was asked for earlier no longer counts. */
  run(ask: () => Promise<Result>): void;
  /** Forgets the answer. */
  clear(): void;
}

interface State<Result> {
  readonly turn: number;
  readonly busy: boolean;
  readonly result?: Result;
  readonly error?: ErrorInfo;
}

let turns = 0;

/** Something that is asked for by a button: whether it is under way, and what came of it. */
export function useRequest<Result>(): Request<Result> {
  const [state, setState] = useState<State<Result>>({ turn: 0, busy: false });
  const run = useCallback((ask: () => Promise<Result>) => {
    turns += 1;
    const turn = turns;
    const settle = (next: Partial<State<Result>>): void =>
      setState((now) => (now.turn === turn ? { turn, busy: false, ...next } : now));
    setState({ turn, busy: true });
    ask().then(
      (result) => settle({ result }),
      (error: unknown) => settle({ error: toErrorInfo(error) }),
    );
  }, []);
  const clear = useCallback(() => setState({ turn: 0, busy: false }), []);
  return { busy: state.busy, result: state.result, error: state.error, run, clear };
}
