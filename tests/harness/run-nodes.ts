import type { CodeEngine } from '../../core/engine/create-engine.ts';
import { configure, defineFlow, type FlowDefinition } from '../../core/engine/define-flow.ts';
import type { RunResult } from '../../core/engine/engine.ts';
import { builtInKinds } from '../../core/modules/index.ts';
import { InputModule } from '../../core/modules/input.ts';
import type { ModuleBase } from '../../core/module/module-base.ts';
import { kindId } from '../../core/module/kind-names.ts';
import type { JsonObject } from '../../core/shared/json.ts';
import { testEngine } from './test-engine.ts';

/** A node of a built-in kind. */
export function node(kind: string, settings: JsonObject = {}): ModuleBase {
  const found = builtInKinds.find((candidate) => kindId(candidate) === kind);
  if (!found) throw new Error(`There is no kind "${kind}".`);
  return configure(found, settings);
}

/** An input node for JSON. */
export function jsonInput(): ModuleBase {
  return configure(InputModule, { type: 'json' });
}

/** Runs a flow of these nodes and wires, written as "from.port to.port". */
export function runNodes(
  nodes: FlowDefinition['nodes'],
  wires: readonly string[],
  input: string | JsonObject = '',
  engine: CodeEngine = testEngine(),
): Promise<RunResult> {
  return engine.start({ ...flowOf(nodes, wires), input }).result;
}

/** A flow of these nodes and wires, written as "from.port to.port". */
export function flowOf(
  nodes: FlowDefinition['nodes'],
  wires: readonly string[],
): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'Nodes',
    nodes,
    edges: wires.map((wire) => wire.split(' ') as [string, string]),
  });
}
