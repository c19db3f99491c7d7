import * as z from 'zod';
import type { Field } from '../model/field.ts';
import type { Port } from '../model/port.ts';

/** The longest time that timers keep: a longer one would be over at once. About 25 days. */
export const longestTimeoutMs = 2 ** 31 - 1;

/** Settings that every kind has. */
export const baseSettings = z.object({
  /** Whether its deltas go to the `output` queue. */
  stream: z.boolean().default(true),
  /** Whether its entries go to the `trace` queue. */
  trace: z.boolean().default(true),
  /** 0: no limit. */
  timeoutMs: z.int().min(0).max(longestTimeoutMs).default(0),
  /** How often to try again after a failure. */
  retries: z.int().min(0).max(10).default(0),
  /**
   * What its last failure leads to: `fail` the run, go on from the node's `error` output (`port`), or go on with
   * `defaultValue` on every output (`default`). A cancelled node fails whatever this says.
   */
  onError: z.enum(['fail', 'port', 'default']).default('fail'),
  defaultValue: z.json().default(null),
});

export type BaseSettings = z.output<typeof baseSettings>;

/** The form rows of the base settings; stand below a kind's own. */
export const baseFields: readonly Field[] = [
  {
    key: 'stream',
    type: 'switch',
    label: 'Stream tokens',
    help: 'Sends every delta to the output queue as it arrives.',
  },
  {
    key: 'trace',
    type: 'switch',
    label: 'Write trace',
    help: 'Writes what the node did, with inputs and outputs, to the trace queue.',
  },
  {
    key: 'timeoutMs',
    type: 'number',
    label: 'Time limit',
    unit: 'ms',
    min: 0,
    step: 1000,
    group: 'advanced',
    help: '0 means no limit.',
  },
  {
    key: 'retries',
    type: 'number',
    label: 'Retries',
    min: 0,
    max: 10,
    step: 1,
    group: 'advanced',
    help: 'How often to try again after a failure.',
  },
  {
    key: 'onError',
    type: 'select',
    label: 'On failure',
    options: [
      { value: 'fail', label: 'Fail the run' },
      { value: 'port', label: 'Go on from an error output' },
      { value: 'default', label: 'Go on with a default value' },
    ],
    group: 'advanced',
    help: 'What happens when the last try has failed.',
  },
  {
    key: 'defaultValue',
    type: 'json',
    label: 'Default value',
    group: 'advanced',
    help: 'What every output gets when the node has failed and goes on with a default value.',
  },
];

/** The output that a node has with `onError: 'port'`: what went wrong, as `{ code, message, action? }`. */
export const errorPort: Port = { id: 'error', label: 'Error', type: 'json' };
