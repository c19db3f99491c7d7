import { baseSettings } from '../../core/module/base-settings.ts';
import { ModuleBase } from '../../core/module/module-base.ts';
import type { PortValues } from '../../core/module/runnable.ts';
import type { RunEvent } from '../../core/contracts/events.ts';

/** Turns its input into its output by a function, at once or later; `undefined` keeps the output silent. */
export class Apply extends ModuleBase {
  readonly #work: (value: unknown, also: unknown) => unknown;

  static override readonly ports = {
    inputs: [
      { id: 'in', label: 'In', type: 'any' },
      { id: 'also', label: 'Also', type: 'any' },
    ],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
  } as const;

  constructor(
    work: (value: unknown, also: unknown) => unknown = (value) => value,
    settings: Parameters<typeof baseSettings.parse>[0] = {},
  ) {
    super(baseSettings.parse(settings));
    this.#work = work;
  }

  protected override forward(inputs: PortValues): PortValues | Promise<PortValues> {
    const made = this.#work(inputs['in'], inputs['also']);
    return made instanceof Promise ? made.then((out: unknown) => ({ out })) : { out: made };
  }
}

/** Ends only when it is cancelled, or when it is opened. */
export class Gate extends Apply {
  readonly entered: Promise<void>;
  readonly open: () => void;

  constructor(settings: Parameters<typeof baseSettings.parse>[0] = {}) {
    const enter = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    super(async (value) => {
      enter.resolve();
      await gate.promise;
      return value ?? 'through';
    }, settings);
    this.entered = enter.promise;
    this.open = gate.resolve;
  }
}

/** The stamps of the spans that a node had: `iteration state`, in the order of their ends. */
export function skippedStamps(events: readonly RunEvent[]): string[] {
  return events
    .filter(({ body }) => (body as { readonly type?: string } | null)?.type === 'node-skipped')
    .map(({ nodeId, iteration }) => `${nodeId} ${iteration}`.trim());
}
