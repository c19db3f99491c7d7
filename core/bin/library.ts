/** The engine as a library: what `import … from 'millrace'` gives. */
export { createNodeEngine as createEngine } from './create-node-engine.ts';
export type { NodeEngineOptions as EngineOptions } from './create-node-engine.ts';
export type { CodeEngine, CodeRunRequest } from '../engine/create-engine.ts';
export type { Engine, RunHandle, RunResult } from '../engine/engine.ts';
export { configure, defineFlow } from '../engine/define-flow.ts';
export type { CodeFlow, FlowDefinition } from '../engine/define-flow.ts';
export { AgentModule } from '../modules/agent/agent.ts';
export { LoopModule } from '../modules/flow/loop.ts';
export { MapModule } from '../modules/flow/map.ts';
export { SubFlowModule } from '../modules/flow/sub-flow.ts';
export { InputModule } from '../modules/input.ts';
export { LlmModule } from '../modules/model/llm.ts';
export { OutputModule } from '../modules/output.ts';
export { PromptModule } from '../modules/prompt.ts';
export { ToolModule } from '../modules/tool/tool.ts';
export { functionTool } from '../modules/tool/function-tool.ts';
export { ModuleBase } from '../module/module-base.ts';
export type { PortValues } from '../module/runnable.ts';
export type { ModuleContext } from '../module/module-context.ts';
export type { ModuleKind } from '../module/kind-registry.ts';
export { baseSettings } from '../module/base-settings.ts';
export type { Queue, RunRecord, RunSummary } from '../contracts/record.ts';
export type { RunEvent, StatusEvent, TokenEvent, TraceEntry } from '../contracts/events.ts';
export { isOutputEvent, isStatusEvent, isTraceEvent } from '../contracts/events.ts';
export type { Connections } from '../contracts/connection.ts';
export { replayConnections } from '../models/replay/create-replay-model.ts';
export type { ReplayOptions } from '../models/replay/create-replay-model.ts';
export { createTrafficRecorder, recordTraffic } from '../models/replay/create-traffic-recorder.ts';
export type {
  TrafficRecorder,
  TrafficRecorderOptions,
} from '../models/replay/create-traffic-recorder.ts';
export { parseFixture } from '../models/replay/parse-fixture.ts';
export type { TrafficFixture } from '../models/replay/traffic-fixture.ts';
export { MillraceError } from '../shared/errors.ts';
export type { ErrorInfo } from '../shared/errors.ts';
export type { JsonObject, JsonValue } from '../shared/json.ts';
