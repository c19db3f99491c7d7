import { flowFormat, flowFormatVersion, type FlowDocument } from '../model/flow-document.ts';
import { stringifyFlow } from '../model/flow-file.ts';
import { kindId, kindTitle } from '../module/kind-names.ts';
import type { ModuleBase } from '../module/module-base.ts';
import type { ModuleKind } from '../module/kind-registry.ts';
import type { JsonObject } from '../shared/json.ts';
import { toJsonValue } from '../shared/to-json.ts';

/** A flow written in code. */
export interface FlowDefinition {
  readonly name: string;
  readonly description?: string;
  /** Modules by node id; the id is also the node's title. */
  readonly nodes: Readonly<Record<string, ModuleBase>>;
  /** Wires as ["node.port", "node.port"]. */
  readonly edges: readonly (readonly [from: string, to: string])[];
  /** The container that a node lies in, by node id. */
  readonly parents?: Readonly<Record<string, string>>;
}

/** A flow in code, ready for `engine.start({ ...flow, input })`. */
export interface CodeFlow {
  readonly flow: string;
  readonly modules: ReadonlyMap<string, ModuleBase>;
}

/** Turns modules and wires into a flow. It is validated when it starts, like any file. */
export function defineFlow(definition: FlowDefinition): CodeFlow {
  const entries = Object.entries(definition.nodes);
  const document: FlowDocument = {
    format: flowFormat,
    formatVersion: flowFormatVersion,
    id: `code-${definition.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    name: definition.name,
    description: definition.description ?? '',
    nodes: Object.fromEntries(
      entries.map(([id, module]) => [id, describe(id, module, definition.parents?.[id])]),
    ),
    edges: definition.edges.map(([from, to]) => ({ from, to })),
    layout: {},
  };
  return { flow: stringifyFlow(document), modules: new Map(entries) };
}

/** A module with some of its settings given and the rest at their defaults. Throws a ZodError when they don't fit. */
export function configure(kind: ModuleKind, settings: JsonObject): ModuleBase {
  return new kind(kind.settings.parse(settings) as never);
}

function describe(
  id: string,
  module: ModuleBase,
  parent: string | undefined,
): FlowDocument['nodes'][string] {
  const kind = module.constructor as unknown as ModuleKind;
  return {
    kind: kindId(kind),
    kindVersion: kind.version,
    title: id || kindTitle(kind),
    settings: toJsonValue(module.settings) as FlowDocument['nodes'][string]['settings'],
    ...(parent === undefined ? {} : { parent }),
  };
}
