import type { FlowDocument } from '../model/flow-document.ts';
import { KindRegistry, type ModuleKind, type SettingsFacts } from '../module/kind-registry.ts';
import type { ModuleBase } from '../module/module-base.ts';
import { MillraceError } from '../shared/errors.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { readFlow } from './check-flow.ts';
import { compilePlan, type Plan } from './plan.ts';

/** A valid flow, ready to run any number of times. */
export interface CompiledFlow {
  readonly document: FlowDocument;
  readonly kinds: KindRegistry;
  readonly plan: Plan;
  /** Whether a node may run code, so that the sandbox should be warm. */
  readonly usesCode: boolean;
}

const keptFlows = 32;

/** Parses, validates and plans flows; keeps the last 32, since a flow is mostly run again as it was. */
export class FlowCompiler {
  readonly #registry: KindRegistry;
  readonly #kinds: readonly ModuleKind[];
  readonly #facts: SettingsFacts;
  readonly #byText = new Map<string, CompiledFlow>();
  readonly #byModules = new WeakMap<
    ReadonlyMap<string, ModuleBase>,
    CompiledFlow & { readonly text: string }
  >();

  constructor(registry: KindRegistry, kinds: readonly ModuleKind[], facts: SettingsFacts) {
    this.#registry = registry;
    this.#kinds = kinds;
    this.#facts = facts;
  }

  /** Throws `flow_invalid` with all findings as details. `modules` replaces nodes' modules, for flows made in code. */
  compile(text: string, modules?: ReadonlyMap<string, ModuleBase>): CompiledFlow {
    return modules && modules.size > 0 ? this.#compileCode(text, modules) : this.#compileText(text);
  }

  #compileText(text: string): CompiledFlow {
    const known = this.#byText.get(text);
    const flow = known ?? compile(text, this.#registry);
    // Deleting and setting moves the flow to the end: the first key is always the one unused for longest.
    this.#byText.delete(text);
    this.#byText.set(text, flow);
    const oldest = this.#byText.keys().next().value;
    if (this.#byText.size > keptFlows && oldest !== undefined) this.#byText.delete(oldest);
    return flow;
  }

  #compileCode(text: string, modules: ReadonlyMap<string, ModuleBase>): CompiledFlow {
    const known = this.#byModules.get(modules);
    if (known?.text === text) return known;
    const used = [...modules.values()].map((module) => module.constructor as unknown as ModuleKind);
    const added = [...new Set(used)].filter((kind) => !this.#kinds.includes(kind));
    const flow = {
      ...compile(text, new KindRegistry([...this.#kinds, ...added], this.#facts)),
      text,
    };
    this.#byModules.set(modules, flow);
    return flow;
  }
}

function compile(text: string, kinds: KindRegistry): CompiledFlow {
  const { document, wiring, findings } = readFlow(text, kinds);
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (document && wiring && errors.length === 0) {
    const kindOf = (nodeId: string): ModuleKind | undefined =>
      kinds.get(document.nodes[nodeId]?.kind ?? '');
    const plan = compilePlan(wiring, (nodeId) => kindOf(nodeId)?.container === true);
    const usesCode = Object.keys(document.nodes).some((nodeId) =>
      kindOf(nodeId)?.capabilities.includes('code'),
    );
    return { document, kinds, plan, usesCode };
  }
  const first = errors[0];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  throw new MillraceError(
    'flow_invalid',
    `The flow cannot run: ${first?.message ?? 'it cannot be read.'}${more}`,
    {
      action: first?.action ?? 'Correct the flow.',
      ...(first?.place.nodeId === undefined ? {} : { nodeId: first.place.nodeId }),
      details: toJsonValue(errors),
    },
  );
}
