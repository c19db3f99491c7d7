import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOutputEvent, isTraceEvent, type RunEvent } from '../contracts/events.ts';
import { configure, defineFlow } from '../engine/define-flow.ts';
import { ModuleBase } from '../module/module-base.ts';
import type { ModuleContext } from '../module/module-context.ts';
import type { ModuleKind } from '../module/kind-registry.ts';
import type { PortValues } from '../module/runnable.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import { createNodeEngine } from './create-node-engine.ts';

interface TrialOptions {
  /** The kind's own defaults stand for what is left out. */
  readonly settings?: JsonObject;
  /** By input port. */
  readonly inputs?: PortValues;
}

/** What a module did in a run of its own. */
export interface Trial {
  /** By output port. */
  readonly outputs: PortValues;
  /** All that it streamed as text. */
  readonly text: string;
  /** By name; the last of each. */
  readonly notes: Readonly<Record<string, unknown>>;
  /** Everything that the run wrote, in order. */
  readonly events: readonly RunEvent[];
}

/** Runs one module in an engine whose record goes with it: for tests. Throws what the module threw, as MillraceError. */
export async function tryModule(kind: ModuleKind, options: TrialOptions = {}): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-module-'));
  const engine = createNodeEngine({ recordPath: join(folder, 'record.db') });
  try {
    const module = configure(kind, options.settings ?? {});
    const stand = new TrialStand(module, options.inputs ?? {});
    const flow = defineFlow({ name: 'Trial', nodes: { trial: stand }, edges: [] });
    const run = engine.start({ ...flow, input: {} });
    const { error } = await run.result;
    if (error !== undefined) throw MillraceError.fromInfo(error);
    const events = engine.record.readEvents(run.runId, { afterSeq: 0, limit: 100_000 });
    return { outputs: stand.outputs, text: textOf(events), notes: notesOf(events), events };
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Hands a module its inputs and keeps what it gave. */
class TrialStand extends ModuleBase {
  static override readonly kind = 'trial-stand';
  readonly #module: ModuleBase;
  readonly #inputs: PortValues;
  outputs: PortValues = {};

  constructor(module: ModuleBase, inputs: PortValues) {
    super();
    this.#module = module;
    this.#inputs = inputs;
  }

  protected override async forward(
    _inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    this.outputs = await context.call(this.#module, this.#inputs);
    return {};
  }
}

function textOf(events: readonly RunEvent[]): string {
  return events
    .filter(isOutputEvent)
    .map(({ body }) => (body.type === 'text-delta' ? body.text : ''))
    .join('');
}

function notesOf(events: readonly RunEvent[]): Readonly<Record<string, unknown>> {
  const notes = events.filter(isTraceEvent).flatMap(({ body }) => {
    if (body.type !== 'note') return [];
    const { name, value } = body;
    return [[name, 'value' in value ? value.value : value] as const];
  });
  return Object.fromEntries(notes);
}
