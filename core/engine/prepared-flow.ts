import type { FlowDocument } from '../model/flow-document.ts';
import type { ModuleKind } from '../module/kind-registry.ts';
import type { ModuleBase } from '../module/module-base.ts';
import { MillraceError } from '../shared/errors.ts';
import type { CompiledFlow } from './flow-compiler.ts';
import type { Plan, ToolWire } from './plan.ts';

/** A node made ready: its module and what the run feeds or reads there. */
export interface PreparedNode {
  readonly id: string;
  readonly module: ModuleBase;
  readonly role: ModuleKind['role'];
  readonly disabled: boolean;
  /** The nodes that offer it tools. */
  readonly tools: readonly ToolWire[];
  /** For a container. */
  readonly body: PreparedBody | undefined;
}

/** A plan with the modules of one run, for any number of passes. */
export interface PreparedBody {
  readonly plan: Plan;
  /** By plan index. */
  readonly nodes: readonly PreparedNode[];
}

/** A flow with the modules of one run. */
export interface PreparedFlow {
  readonly body: PreparedBody;
  readonly byId: ReadonlyMap<string, PreparedNode>;
}

/** Makes a module of every node, or takes those that code has made already. */
export function prepareFlow(
  { document, kinds, plan }: CompiledFlow,
  modules?: ReadonlyMap<string, ModuleBase>,
): PreparedFlow {
  const byId = new Map<string, PreparedNode>();
  const prepare = (body: Plan): PreparedBody => ({
    plan: body,
    nodes: body.nodes.map(({ id, disabled, tools, body: inner }) => {
      const node = nodeOf(document, id);
      const prepared: PreparedNode = {
        id,
        module: modules?.get(id) ?? kinds.create(node),
        role: kinds.get(node.kind)?.role,
        disabled,
        tools,
        body: inner && prepare(inner),
      };
      byId.set(id, prepared);
      return prepared;
    }),
  });
  return { body: prepare(plan), byId };
}

function nodeOf(document: FlowDocument, nodeId: string): FlowDocument['nodes'][string] {
  const node = document.nodes[nodeId];
  if (node) return node;
  throw new MillraceError('unknown_node', `There is no node "${nodeId}".`);
}
