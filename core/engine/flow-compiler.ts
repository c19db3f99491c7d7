import type { FlowCheck } from '../model/flow-check.ts';
import type { FlowDocument } from '../model/flow-document.ts';
import type { FlowReach } from '../model/reach.ts';
import { KindRegistry, type ModuleKind, type SettingsFacts } from '../module/kind-registry.ts';
import type { ModuleBase } from '../module/module-base.ts';
import { MillraceError } from '../shared/errors.ts';
import { toJsonValue } from '../shared/to-json.ts';
import { describeFlow, readFlow, type ReadFlow } from './check-flow.ts';
import type { FlowBase, FlowLibrary, PartOfFlow } from './flow-library.ts';
import { listReaches } from './list-reaches.ts';
import { withModuleProblems } from './module-findings.ts';
import { compilePlan, type Plan } from './plan.ts';
import { listInputs, type FlowInput } from './run-input.ts';

/** A valid flow, ready to run any number of times. */
export interface CompiledFlow {
  readonly document: FlowDocument;
  readonly kinds: KindRegistry;
  readonly plan: Plan;
  readonly inputs: readonly FlowInput[];
  /** Whether a node may run code, so that the sandbox should be warm. */
  readonly usesCode: boolean;
  /** The texts of the flow files that its nodes name, by path, as they were when it was checked. */
  readonly files: ReadonlyMap<string, string>;
}

/** A flow that has been read, valid or not. */
interface CheckedFlow {
  readonly read: ReadFlow;
  readonly kinds: KindRegistry;
  readonly files: ReadonlyMap<string, string>;
}

/** A flow's text, and where it stands: together they say what it is. */
interface FlowText {
  readonly text: string;
  readonly base: FlowBase;
}

type FlowReaches = readonly FlowReach[];

const keptFlows = 32;

/**
 * Parses, validates and plans flows; keeps the last 32, since a flow is mostly run again as it was. Other kinds make other
 * flows of the same text: they need a compiler of their own.
 */
export class FlowCompiler {
  readonly #registry: KindRegistry;
  readonly #facts: SettingsFacts;
  readonly #library: FlowLibrary;
  /** The one that was used last is the last one. */
  #kept: (FlowText & { readonly flow: CompiledFlow })[] = [];
  #checked: (FlowText & CheckedFlow) | undefined;
  readonly #byModules = new WeakMap<
    ReadonlyMap<string, ModuleBase>,
    CompiledFlow & { readonly text: string }
  >();

  constructor(registry: KindRegistry, facts: SettingsFacts, library: FlowLibrary) {
    this.#registry = registry;
    this.#facts = facts;
    this.#library = library;
  }

  /** Throws `flow_invalid` with all findings as details. `modules` replaces nodes' modules, for flows made in code. */
  compile(text: string, base: FlowBase, modules?: ReadonlyMap<string, ModuleBase>): CompiledFlow {
    return modules && modules.size > 0
      ? this.#compileCode(text, base, modules)
      : this.#compileText(text, base);
  }

  /** Compiles a flow that another one runs. Throws `flow_invalid`. */
  compilePart({ text, base }: PartOfFlow): CompiledFlow {
    return this.#compileText(text, base);
  }

  /** Parses and validates; never throws. What was checked last is not read again when it is run. */
  check(text: string, base: FlowBase): FlowCheck {
    const checked = this.#read(text, this.#registry, base);
    this.#checked = { ...checked, text, base };
    return describeFlow(checked.read, checked.kinds);
  }

  /** As `check`, with what the flow may reach. */
  checkReaches(text: string, base: FlowBase): FlowCheck & { readonly reaches: FlowReaches } {
    const found = this.check(text, base);
    const { document } = found;
    const kinds = this.#checked?.kinds;
    return { ...found, reaches: document && kinds ? listReaches(document, kinds) : [] };
  }

  #compileText(text: string, base: FlowBase): CompiledFlow {
    // Compared, not hashed: of equal length there is hardly ever another one.
    const known = this.#kept.find((kept) => isSame(kept, text, base));
    const flow =
      known && this.#isFresh(known.flow, base)
        ? known.flow
        : compile(this.#lastChecked(text, base) ?? this.#read(text, this.#registry, base));
    const others = this.#kept.filter((kept) => kept !== known).slice(1 - keptFlows);
    this.#kept = [...others, { text, base, flow }];
    return flow;
  }

  /** The last check if it found nothing: what it found wrong may be right by now, such as a format made since. */
  #lastChecked(text: string, base: FlowBase): CheckedFlow | undefined {
    const checked = this.#checked;
    if (!checked || !isSame(checked, text, base) || hasErrors(checked.read)) return undefined;
    return this.#isFresh(checked, base) ? checked : undefined;
  }

  #compileCode(
    text: string,
    base: FlowBase,
    modules: ReadonlyMap<string, ModuleBase>,
  ): CompiledFlow {
    const compiled = this.#byModules.get(modules);
    if (compiled?.text === text && this.#isFresh(compiled, base)) return compiled;
    const used = [...modules.values()].map((module) => module.constructor as unknown as ModuleKind);
    const known = this.#registry.all();
    const added = [...new Set(used)].filter((kind) => !known.includes(kind));
    const registry = new KindRegistry([...known, ...added], this.#facts);
    const flow = { ...compile(this.#read(text, registry, base)), text };
    this.#byModules.set(modules, flow);
    return flow;
  }

  #read(text: string, registry: KindRegistry, base: FlowBase): CheckedFlow {
    const files = new Map<string, string>();
    const kinds = this.#library.kindsAt(registry, base, (path, file) => files.set(path, file.text));
    return { read: withModuleProblems(readFlow(text, kinds), kinds.problems), kinds, files };
  }

  /** Whether the files that the flow's checks looked at are as they were. */
  #isFresh({ files }: Pick<CompiledFlow, 'files'>, base: FlowBase): boolean {
    try {
      for (const [path, text] of files)
        if (this.#library.read(path, base).text !== text) return false;
      return true;
    } catch {
      return false;
    }
  }
}

/** What each compiled flow may reach: asked for whenever it runs, and the same each time. */
const knownReaches = new WeakMap<CompiledFlow, FlowReaches>();

/** What a compiled flow may reach. */
export function reachesOf(flow: CompiledFlow): FlowReaches {
  const reaches = knownReaches.get(flow) ?? listReaches(flow.document, flow.kinds);
  knownReaches.set(flow, reaches);
  return reaches;
}

function isSame(known: FlowText, text: string, { file, rootFile }: FlowBase): boolean {
  return known.base.file === file && known.base.rootFile === rootFile && known.text === text;
}

function hasErrors({ findings }: ReadFlow): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** Throws `flow_invalid`. */
function compile({ read, kinds, files }: CheckedFlow): CompiledFlow {
  const { document, wiring, findings } = read;
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (document && wiring && errors.length === 0) {
    const kindOf = (nodeId: string): ModuleKind | undefined =>
      kinds.get(document.nodes[nodeId]?.kind ?? '');
    const plan = compilePlan(wiring, (nodeId) => kindOf(nodeId)?.container === true);
    const usesCode = Object.keys(document.nodes).some((nodeId) =>
      kindOf(nodeId)?.capabilities.includes('code'),
    );
    return { document, kinds, plan, inputs: listInputs(document, kinds), usesCode, files };
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
