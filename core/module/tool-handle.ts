import type { ToolSpec } from '../contracts/chat.ts';
import type { JsonObject } from '../shared/json.ts';
import type { ModuleBase } from './module-base.ts';
import type { ModuleContext } from './module-context.ts';
import type { PortValues } from './runnable.ts';

/** How calls of a tool are to be made. */
export interface ToolRules {
  /** A person must approve each call before it is made. */
  readonly needsApproval?: boolean;
  /** Calls of tools that share one of these keys are made one after another. */
  readonly concurrencyKeys?: readonly string[];
}

/** A tool as a provider offers it: what models are told of it, and how its calls are to be made. */
export interface OfferedTool extends ToolSpec {
  readonly rules?: ToolRules;
}

/** A tool that a wire brought to a module: what the model is told of it, and the module that carries it out. */
export class ToolHandle {
  readonly spec: ToolSpec;
  readonly rules: ToolRules;
  /** Runs with inputs `{ tool: name, arguments: values }` and answers `{ result }`. */
  readonly module: ModuleBase;
  readonly nodeId: string;
  /** What the tool's own inputs hold, such as tools that are wired to it. */
  readonly #inputs: PortValues;

  constructor(offered: OfferedTool, module: ModuleBase, nodeId: string, inputs: PortValues = {}) {
    const { rules = {}, ...spec } = offered;
    this.spec = spec;
    this.rules = rules;
    this.module = module;
    this.nodeId = nodeId;
    this.#inputs = inputs;
  }

  /** What the module is run with for a call. */
  inputsFor(values: JsonObject): PortValues {
    return { ...this.#inputs, tool: this.spec.name, arguments: values };
  }

  /** In traces a tool is its name. */
  toJSON(): string {
    return this.spec.name;
  }
}

/**
 * What a kind with a `tool` output implements: the tools it offers. One that has to look, such as into a server, also
 * implements `openTools`, which then counts: it has a span of its own, under the tool's node, while it looks.
 */
export interface ToolProvider {
  /** Throws MillraceError when the tools cannot be described, such as code that does not parse. */
  provideTools?(): Promise<readonly OfferedTool[]> | readonly OfferedTool[];
  openTools?(context: ModuleContext): Promise<readonly OfferedTool[]>;
}

/** Whether a module offers tools. */
export function isToolProvider(module: ModuleBase): module is ModuleBase & ToolProvider {
  return hasMethod(module, 'provideTools') || hasMethod(module, 'openTools');
}

function hasMethod(module: ModuleBase, name: string): boolean {
  return (
    name in module && typeof (module as unknown as Record<string, unknown>)[name] === 'function'
  );
}
