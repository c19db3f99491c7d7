import type { ModuleProblem } from '../contracts/own-modules.ts';
import type { Finding } from '../model/finding.ts';
import type { FlowNode } from '../model/flow-document.ts';
import type { KindDescriptor } from '../model/kind-descriptor.ts';
import type { NodePorts } from '../model/port.ts';
import type { FlowReach, Reach } from '../model/reach.ts';
import type { KindCheck, KindChecks, SettingsIssue } from '../model/validate-flow.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonObject } from '../shared/json.ts';
import { checkSettings, portsOf, type ParsedSettings } from './check-settings.ts';
import { kindId, kindTitle } from './kind-names.ts';
import { moduleBrand, type ModuleBase } from './module-base.ts';
import { describeKind } from './describe-kind.ts';
import type { FlowSource } from './run-scope.ts';

/** What a kind's summary may mention besides its settings. */
export interface SummaryFacts {
  /** How many tools are wired to the node. */
  readonly toolCount: number;
}

/** What a check of settings may ask about the host. */
export interface SettingsFacts {
  /** What a model's raw format may be set to; absent: not known, so nothing is wrong. */
  readonly rawFormatIds?: () => readonly string[];
  /** What another flow looks like that a node runs. Throws `flow_unreadable`. Absent: no flow can be looked at. */
  readonly describeFlow?: (source: FlowSource) => FlowDescription;
}

/** A flow as a node shows it that runs it. */
export interface FlowDescription {
  readonly name: string;
  /** Its inputs and outputs, by the ids of their nodes. */
  readonly ports: NodePorts;
  /** What keeps it from running. */
  readonly findings: readonly Finding[];
  /** What it may reach. */
  readonly reaches: readonly FlowReach[];
}

/** A module class, seen as a kind. The optional statics refine what ModuleBase declares. */
export interface ModuleKind extends Omit<typeof ModuleBase, 'prototype'> {
  new (settings?: never): ModuleBase;
  /** What the engine feeds or reads at a run's ends. */
  readonly role?: 'run-input' | 'run-output';
  /** Ports that depend on settings; default: the static ones. */
  portsFor?(settings: never, facts: SettingsFacts): NodePorts;
  /** One line under the node's title. */
  summarize?(settings: never, facts: SummaryFacts): string;
  /** What is wrong with settings beyond their schema. Must not throw. */
  checkSettings?(settings: never, facts: SettingsFacts): readonly SettingsIssue[];
  /** What a node with these settings may reach; default: by its capabilities. Must not throw. */
  reaches?(settings: never, facts: SettingsFacts): readonly Reach[];
}

/** All kinds of an engine, by id. */
export class KindRegistry implements KindChecks {
  readonly #kinds = new Map<string, ModuleKind>();
  /** Ids of the kinds that the person's own modules bring. */
  #own: ReadonlySet<string> = new Set();
  #problems: readonly ModuleProblem[] = [];
  readonly #facts: SettingsFacts;
  #descriptors = new Map<string, KindDescriptor>();
  readonly #checks = new Map<string, KindCheck>();
  /** A flow's settings are asked for many times while it is checked and prepared, and parsing them is what costs. */
  readonly #parsed = new WeakMap<
    JsonObject,
    { readonly kind: ModuleKind; readonly result: ParsedSettings }
  >();

  /** Without facts, settings that depend on the host pass every check. */
  constructor(kinds: readonly ModuleKind[], facts: SettingsFacts = {}) {
    this.#facts = facts;
    for (const kind of kinds) this.add(kind);
  }

  /** Throws `not_a_module` or `kind_exists`. */
  add(kind: ModuleKind): void {
    if ((kind as { [moduleBrand]?: unknown })[moduleBrand] !== true) {
      throw new MillraceError('not_a_module', `${kind.name} does not extend ModuleBase.`, {
        action: 'Export classes that extend ModuleBase.',
      });
    }
    const id = kindId(kind);
    if (this.#kinds.has(id)) {
      throw new MillraceError('kind_exists', `There are two kinds with the id "${id}".`, {
        action: 'Rename one of them.',
      });
    }
    this.#kinds.set(id, kind);
  }

  /** The same kinds with more facts. */
  withFacts(facts: SettingsFacts): KindRegistry {
    const registry = new KindRegistry([], { ...this.#facts, ...facts });
    for (const [id, kind] of this.#kinds) registry.#kinds.set(id, kind);
    registry.#own = this.#own;
    registry.#problems = this.#problems;
    // Facts change no descriptor, and the schemas in them are what costs.
    registry.#descriptors = this.#descriptors;
    return registry;
  }

  /** The same kinds, with other ones of the person's own. Throws `kind_exists`. */
  withOwn(kinds: readonly ModuleKind[], problems: readonly ModuleProblem[]): KindRegistry {
    const shipped = this.all().filter((kind) => !this.#own.has(kindId(kind)));
    const registry = new KindRegistry([...shipped, ...kinds], this.#facts);
    registry.#own = new Set(kinds.map(kindId));
    registry.#problems = problems;
    return registry;
  }

  /** Whether a kind stands in a module of the person's own. */
  isOwn(id: string): boolean {
    return this.#own.has(id);
  }

  /** What is wrong with the person's own modules. */
  get problems(): readonly ModuleProblem[] {
    return this.#problems;
  }

  /** What the kind says that a node may reach; undefined where it only has capabilities, or the settings don't fit. */
  reachesOf(node: Pick<FlowNode, 'kind' | 'settings'>): readonly Reach[] | undefined {
    const kind = this.#kinds.get(node.kind);
    const parsed = kind?.reaches && this.#parse(kind, node.settings);
    return parsed?.success ? kind?.reaches?.(parsed.data as never, this.#facts) : undefined;
  }

  all(): readonly ModuleKind[] {
    return [...this.#kinds.values()];
  }

  describe(id: string): KindDescriptor | undefined {
    const kind = this.#kinds.get(id);
    return kind && this.#describe(kind);
  }

  list(): readonly KindDescriptor[] {
    return [...this.#kinds.values()].map((kind) => this.#describe(kind));
  }

  ids(): readonly string[] {
    return [...this.#kinds.keys()];
  }

  find(id: string): KindCheck | undefined {
    const known = this.#checks.get(id);
    if (known) return known;
    const kind = this.#kinds.get(id);
    if (!kind) return undefined;
    const check = this.#checkOf(kind);
    this.#checks.set(id, check);
    return check;
  }

  #checkOf(kind: ModuleKind): KindCheck {
    return {
      version: kind.version,
      title: kindTitle(kind),
      isContainer: kind.container,
      isFlowEnd: kind.role !== undefined,
      hasEffects:
        this.#own.has(kindId(kind)) ||
        kind.reaches !== undefined ||
        kind.capabilities.some((capability) => capability !== 'code'),
      ports: (settings) => portsOf(kind, this.#parse(kind, settings), this.#facts),
      check: (settings) => checkSettings(kind, settings, this.#parse(kind, settings), this.#facts),
    };
  }

  /** Takes settings to be unchangeable: the same object is parsed once. */
  #parse(kind: ModuleKind, settings: JsonObject): ParsedSettings {
    const known = this.#parsed.get(settings);
    if (known?.kind === kind) return known.result;
    const result = kind.settings.safeParse(settings);
    this.#parsed.set(settings, { kind, result });
    return result;
  }

  /** Made on demand and once: the JSON schema is what costs. */
  #describe(kind: ModuleKind): KindDescriptor {
    const id = kindId(kind);
    const made = this.#descriptors.get(id) ?? describeKind(kind);
    const descriptor = this.#own.has(id) ? { ...made, isOwn: true as const } : made;
    this.#descriptors.set(id, descriptor);
    return descriptor;
  }

  get(id: string): ModuleKind | undefined {
    return this.#kinds.get(id);
  }

  /** A module with a node's settings. Throws `unknown_kind` or a ZodError: validate the flow first. */
  create(node: Pick<FlowNode, 'kind' | 'settings'>): ModuleBase {
    const kind = this.#kinds.get(node.kind);
    if (!kind) throw new MillraceError('unknown_kind', `There is no module kind "${node.kind}".`);
    const parsed = this.#parse(kind, node.settings);
    if (!parsed.success) throw parsed.error;
    // A copy: what one module does to its settings must not reach the next one.
    return new kind({ ...parsed.data } as never);
  }

  /** One line on what a node is set to; '' for unknown kinds and settings that don't fit. */
  summarize(node: Pick<FlowNode, 'kind' | 'settings'>, facts: SummaryFacts): string {
    const kind = this.#kinds.get(node.kind);
    const settings = kind && this.#parse(kind, node.settings);
    if (!kind?.summarize || !settings?.success) return '';
    return kind.summarize(settings.data as never, facts);
  }
}
