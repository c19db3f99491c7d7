import { configure, defineFlow } from '../../core/engine/define-flow.ts';
import { ModuleBase } from '../../core/module/module-base.ts';
import type { ModuleContext } from '../../core/module/module-context.ts';
import type { PortValues } from '../../core/module/runnable.ts';
import { LoopModule } from '../../core/modules/flow/loop.ts';
import { OutputModule } from '../../core/modules/output.ts';

type Kind = 'sum' | 'each' | 'loop';
/** A node of a random flow. */
export interface Part {
  readonly id: string;
  readonly kind: Kind;
  readonly parent: string | undefined;
  /** Outputs that come in, written as in edges. */
  readonly sources: readonly string[];
  /** Of a container: the output inside that it takes as its result. */
  result: string | undefined;
}

/** Adds up what comes in, and says nothing where the sum is divisible by five. Some take their time. */
class Sum extends ModuleBase {
  static override readonly ports = {
    inputs: [{ id: 'in', label: 'In', type: 'any', multiple: true }],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
  } as const;
  readonly #before: (() => void) | undefined;

  constructor(before?: () => void) {
    super();
    this.#before = before;
  }

  protected override forward(inputs: PortValues): PortValues | Promise<PortValues> {
    this.#before?.();
    const out = add((inputs['in'] as unknown[] | undefined) ?? []);
    const values = out === undefined ? {} : { out };
    return typeof out === 'number' && out % 3 === 0 ? Promise.resolve(values) : values;
  }
}

/** Runs what lies in it for three numbers at the same time, whatever it is given. */
class Each extends ModuleBase {
  static override readonly container = true;
  static override readonly ports = {
    inputs: [{ id: 'in', label: 'In', type: 'any' }],
    outputs: [{ id: 'out', label: 'Out', type: 'any' }],
    inner: {
      inputs: [{ id: 'result', label: 'Result', type: 'any' }],
      outputs: [
        { id: 'item', label: 'Item', type: 'any' },
        { id: 'index', label: 'Index', type: 'number' },
      ],
    },
  } as const;
  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const passes = elementsOf(inputs['in']).map((item, index) =>
      context.body.run({ item, index }, index + 1),
    );
    const results = (await Promise.all(passes)).map((values) => values['result']);
    return { out: results.filter((result) => result !== undefined) };
  }
}

function elementsOf(value: unknown): readonly number[] {
  const base = add([value ?? 0]) ?? 0;
  return [base, base + 1, base + 2];
}

function add(values: readonly unknown[]): number | undefined {
  const sum = values.flat(Infinity).reduce<number>((total, value) => total + Number(value), 1);
  return sum % 5 === 0 ? undefined : sum % 1_000_003;
}

/** A generator of numbers in [0, below), the same for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A flow of some nodes, containers among them, the same for the same seed. */
export function makeParts(seed: number): readonly Part[] {
  const roll = dice(seed);
  const parts: Part[] = [];
  const fill = (
    parent: string | undefined,
    visible: readonly string[],
    depth: number,
  ): string[] => {
    const own: string[] = [];
    const count = 2 + roll(4);
    for (let index = 0; index < count; index++) {
      const kind: Kind = depth < 2 && roll(3) === 0 ? (roll(2) === 0 ? 'each' : 'loop') : 'sum';
      const id = `${kind}${parts.length}`;
      const offered = [...visible, ...own];
      const wanted = kind === 'sum' ? roll(4) : Math.min(1, offered.length);
      const sources =
        offered.length === 0
          ? []
          : Array.from({ length: wanted }, () => offered[roll(offered.length)] ?? '');
      const part: Part = { id, kind, parent, sources: [...new Set(sources)], result: undefined };
      parts.push(part);
      if (kind !== 'sum') {
        const entry =
          kind === 'each' ? [`${id}.item`, `${id}.index`] : [`${id}.value`, `${id}.round`];
        const inside = fill(id, [...offered, ...entry], depth + 1);
        part.result = inside[roll(inside.length)];
      }
      own.push(kind === 'loop' ? `${id}.result` : `${id}.out`);
    }
    return own;
  };
  const top = fill(undefined, [], 0);
  parts.push({ id: 'end', kind: 'sum', parent: undefined, sources: top, result: undefined });
  return parts;
}

/** What the flow must give, worked out node by node without any scheduler; and what it skips. */
export function evaluate(parts: readonly Part[]): {
  readonly output: unknown;
  readonly skipped: readonly string[];
} {
  const skipped: string[] = [];
  const skipAll = (id: string, stamp: string): void => {
    skipped.push(`${id} ${stamp}`.trim());
    for (const part of parts) if (part.parent === id) skipAll(part.id, stamp);
  };
  const pass = (
    parent: string | undefined,
    outer: ReadonlyMap<string, unknown>,
    stamp: string,
  ): ReadonlyMap<string, unknown> => {
    const values = new Map(outer);
    for (const part of parts) {
      if (part.parent !== parent) continue;
      const given = part.sources
        .map((source) => values.get(source))
        .filter((value) => value !== undefined);
      const taken = takenFrom(parts, part);
      const dead =
        (part.sources.length > 0 || taken.length > 0) &&
        [...part.sources, ...taken].every((source) => values.get(source) === undefined);
      if (dead) skipAll(part.id, stamp);
      else run(part, given, values, stamp);
    }
    return values;
  };
  const run = (
    part: Part,
    given: readonly unknown[],
    values: Map<string, unknown>,
    stamp: string,
  ): void => {
    const at = (number: number): string => `${stamp}${stamp === '' ? '' : '/'}${part.id}:${number}`;
    if (part.kind === 'sum') values.set(`${part.id}.out`, add(given));
    else if (part.kind === 'each') {
      const results = elementsOf(given[0]).map((item, index) => {
        const inner = new Map([...values, [`${part.id}.item`, item], [`${part.id}.index`, index]]);
        return pass(part.id, inner, at(index + 1)).get(part.result ?? '');
      });
      values.set(
        `${part.id}.out`,
        results.filter((result) => result !== undefined),
      );
    } else {
      let value: unknown = given[0] ?? null;
      for (const round of [1, 2]) {
        const inner = new Map([
          ...values,
          [`${part.id}.value`, value],
          [`${part.id}.round`, round],
        ]);
        value = pass(part.id, inner, at(round)).get(part.result ?? '') ?? value;
      }
      values.set(`${part.id}.result`, value);
    }
  };
  const output = pass(undefined, new Map(), '').get('end.out');
  if (output === undefined) skipped.push('answer');
  return { output, skipped };
}

/** What the nodes inside a container take from outside of it. */
function takenFrom(parts: readonly Part[], container: Part): readonly string[] {
  const inside = new Set([container.id]);
  for (const part of parts)
    if (part.parent !== undefined && inside.has(part.parent)) inside.add(part.id);
  return parts
    .filter((part) => part !== container && inside.has(part.id))
    .flatMap((part) => part.sources)
    .filter((source) => !inside.has(source.split('.')[0] ?? ''));
}

/** The flow to run; `before` is called each time one of its nodes begins to work. */
export function build(parts: readonly Part[], before?: () => void): ReturnType<typeof defineFlow> {
  const inputs: Record<Kind, string> = { sum: 'in', each: 'in', loop: 'value' };
  const results: Record<Kind, string> = { sum: '', each: 'result', loop: 'next' };
  const moduleOf = (kind: Kind): ModuleBase =>
    kind === 'sum'
      ? new Sum(before)
      : kind === 'each'
        ? new Each()
        : configure(LoopModule, { count: 2 });
  return defineFlow({
    name: 'Random',
    nodes: {
      ...Object.fromEntries(parts.map(({ id, kind }) => [id, moduleOf(kind)])),
      answer: new OutputModule(),
    },
    parents: Object.fromEntries(
      parts.flatMap(({ id, parent }) => (parent === undefined ? [] : [[id, parent]])),
    ),
    edges: [
      ...parts.flatMap(({ id, kind, sources }) =>
        sources.map((source) => [source, `${id}.${inputs[kind]}`] as const),
      ),
      ...parts.flatMap(({ id, kind, result }) =>
        result === undefined ? [] : [[result, `${id}.${results[kind]}`] as const],
      ),
      ['end.out', 'answer.value'],
    ],
  });
}
