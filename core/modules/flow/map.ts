import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError, toErrorInfo, type ErrorInfo } from '../../shared/errors.ts';

const settings = baseSettings.extend({
  /** 0: all at once. */
  concurrency: z.int().min(0).max(10_000).default(4),
  /** What a failed element does to the rest. */
  onElementError: z.enum(['stop', 'skip', 'collect']).default('stop'),
});
type MapSettings = z.output<typeof settings>;

type Outcome = { readonly value: unknown } | { readonly error: ErrorInfo };

/** Runs the nodes inside it once for each element of a list. */
export class MapModule extends ModuleBase<MapSettings> {
  static override readonly kind = 'map';
  static override readonly title = 'Map';
  static override readonly description =
    'Runs the nodes inside it once for each element of a list, several at a time, and keeps the order.';
  static override readonly icon = 'list-tree';
  static override readonly category = 'flow';
  static override readonly container = true;
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'concurrency',
      type: 'number',
      label: 'Elements at a time',
      min: 0,
      step: 1,
      help: '1 takes one after the other; 0 means no limit.',
    },
    {
      key: 'onElementError',
      type: 'select',
      label: 'When an element fails',
      options: [
        { value: 'stop', label: 'Stop and fail' },
        { value: 'skip', label: 'Leave it out' },
        { value: 'collect', label: 'Keep its error in its place' },
      ],
    },
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [{ id: 'list', label: 'List', type: 'json', required: true }],
    outputs: [
      { id: 'results', label: 'Results', type: 'json' },
      {
        id: 'indexes',
        label: 'Indexes',
        type: 'json',
        description: 'The places in the list that the results stand for.',
      },
      {
        id: 'errors',
        label: 'Errors',
        type: 'json',
        description: 'What went wrong with elements, each with its place.',
      },
    ],
    inner: {
      inputs: [{ id: 'result', label: 'Result', type: 'any', required: true }],
      outputs: [
        { id: 'item', label: 'Item', type: 'any' },
        {
          id: 'index',
          label: 'Index',
          type: 'number',
          description: 'The place of the element, from 0.',
        },
      ],
    },
  };

  static summarize({ concurrency }: MapSettings): string {
    if (concurrency === 1) return 'one after the other';
    return concurrency === 0 ? 'all at once' : `${concurrency} at a time`;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const list = readList(inputs['list']);
    const outcomes: Outcome[] = [];
    const { concurrency, onElementError } = this.settings;
    let next = 0;
    let failed: { readonly index: number; readonly error: unknown } | undefined;
    const work = async (): Promise<void> => {
      while (!failed && next < list.length) {
        const index = next++;
        try {
          const values = await context.body.run({ item: list[index] ?? null, index }, index + 1);
          outcomes[index] = { value: values['result'] };
        } catch (error) {
          if (context.signal.aborted) throw error;
          outcomes[index] = { error: toErrorInfo(error) };
          if (onElementError !== 'stop' || failed) continue;
          failed = { index, error };
          context.body.stop();
        }
      }
    };
    const workers = Math.min(concurrency === 0 ? list.length : concurrency, list.length);
    await Promise.all(Array.from({ length: workers }, work));
    if (failed) throw nameElement(failed);
    const sums = this.#sumUp(outcomes);
    context.trace.note('elements', {
      given: list.length,
      kept: sums.indexes.length,
      failed: sums.errors.length,
    });
    return sums;
  }

  /** An element without a result, since its branch was skipped, is left out: so a map filters. */
  #sumUp(outcomes: readonly Outcome[]): {
    readonly results: unknown[];
    readonly indexes: number[];
    readonly errors: unknown[];
  } {
    const results: unknown[] = [];
    const indexes: number[] = [];
    const errors: unknown[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      if ('error' in outcome) {
        const { code, message, action, nodeId } = outcome.error;
        const error = {
          code,
          message,
          ...(action === undefined ? {} : { action }),
          ...(nodeId === undefined ? {} : { nodeId }),
        };
        errors.push({ index, ...error });
        if (this.settings.onElementError !== 'collect') continue;
        results.push({ error });
        indexes.push(index);
      } else if (outcome.value !== undefined) {
        results.push(outcome.value);
        indexes.push(index);
      }
    }
    return { results, indexes, errors };
  }
}

function readList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new MillraceError(
    'wrong_value',
    `Map takes a list, but got ${value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)}.`,
    { action: 'Give it a list, such as the JSON of an input or the parts of a split text.' },
  );
}

function nameElement({
  index,
  error,
}: {
  readonly index: number;
  readonly error: unknown;
}): MillraceError {
  const { code, message, action, nodeId, details } = toErrorInfo(error);
  return new MillraceError(code, `Element ${index + 1}: ${message}`, {
    ...(action === undefined ? {} : { action }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}
