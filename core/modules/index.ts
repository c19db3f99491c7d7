import type { ModuleKind } from '../module/kind-registry.ts';
import { AgentModule } from './agent/agent.ts';
import { LoopModule } from './flow/loop.ts';
import { MapModule } from './flow/map.ts';
import { SubFlowModule } from './flow/sub-flow.ts';
import { InputModule } from './input.ts';
import { LlmModule } from './model/llm.ts';
import { OutputModule } from './output.ts';
import { PlaceholderModule } from './placeholder.ts';
import { PromptModule } from './prompt.ts';
import { ToolModule } from './tool/tool.ts';

/** The kinds that ship, in the order of their names. */
export const builtInKinds: readonly ModuleKind[] = [
  AgentModule,
  InputModule,
  LlmModule,
  LoopModule,
  MapModule,
  OutputModule,
  PlaceholderModule,
  PromptModule,
  SubFlowModule,
  ToolModule,
];
