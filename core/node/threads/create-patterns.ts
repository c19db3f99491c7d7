import type { Patterns } from '../../contracts/patterns.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { TaskThreads } from './task-threads.ts';

/** Applies regular expressions in threads, where one that tries forever is ended. */
export function createPatterns(threads: TaskThreads): Patterns {
  return {
    apply: async ({ timeoutMs, signal, replacement = '', ...call }) => {
      const task = { kind: 'pattern', ...call, replacement } as const;
      const value = await threads.run(task, {
        timeoutMs,
        signal,
        overrun: () => ({
          code: 'pattern_timeout',
          message: `The pattern was still searching after ${timeoutMs} ms, and was stopped.`,
          action: 'Avoid repetitions within repetitions, such as (a+)+.',
        }),
      });
      return value ?? ([] satisfies JsonValue);
    },
  };
}
