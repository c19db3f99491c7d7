import type { ToolSpec } from '../contracts/chat.ts';
import type { ModuleBase } from './module-base.ts';

/** A tool that a wire brought to a module: what the model is told of it, and the module that carries it out. */
export class ToolHandle {
  readonly spec: ToolSpec;
  /** Runs with inputs `{ tool: name, arguments: values }` and answers `{ result }`. */
  readonly module: ModuleBase;
  readonly nodeId: string;

  constructor(spec: ToolSpec, module: ModuleBase, nodeId: string) {
    this.spec = spec;
    this.module = module;
    this.nodeId = nodeId;
  }

  /** In traces a tool is its name. */
  toJSON(): string {
    return this.spec.name;
  }
}

/** What a kind with a `tool` output implements: the tools it offers, known without running it. */
export interface ToolProvider {
  /** Throws MillraceError when the tools cannot be described, such as code that does not parse. */
  provideTools(): Promise<readonly ToolSpec[]> | readonly ToolSpec[];
}

/** Whether a module offers tools. */
export function isToolProvider(module: ModuleBase): module is ModuleBase & ToolProvider {
  return 'provideTools' in module && typeof module.provideTools === 'function';
}
