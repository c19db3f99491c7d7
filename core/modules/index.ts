import type { ModuleKind } from '../module/kind-registry.ts';
import { AgentModule } from './agent/agent.ts';
import { CodeModule } from './data/code.ts';
import { HttpModule } from './data/http.ts';
import { JsonModule } from './data/json.ts';
import { ReadFileModule } from './data/read-file.ts';
import { SqlModule } from './data/sql.ts';
import { WriteFileModule } from './data/write-file.ts';
import { BarrierModule } from './flow/barrier.ts';
import { ConstantModule } from './flow/constant.ts';
import { DelayModule } from './flow/delay.ts';
import { DiverterModule } from './flow/diverter.ts';
import { GroupModule } from './flow/group.ts';
import { HumanApprovalModule } from './flow/human-approval.ts';
import { HumanInputModule } from './flow/human-input.ts';
import { IfModule } from './flow/if.ts';
import { JoinModule } from './flow/join.ts';
import { LoopModule } from './flow/loop.ts';
import { MapModule } from './flow/map.ts';
import { MergeModule } from './flow/merge.ts';
import { NoteModule } from './flow/note.ts';
import { PickModule } from './flow/pick.ts';
import { SubFlowModule } from './flow/sub-flow.ts';
import { SwitchModule } from './flow/switch.ts';
import { InputModule } from './input.ts';
import { AttachmentModule } from './model/attachment.ts';
import { ClassifyModule } from './model/classify.ts';
import { EmbeddingModule } from './model/embedding.ts';
import { ExtractModule } from './model/extract.ts';
import { LlmModule } from './model/llm.ts';
import { RerankerModule } from './model/reranker.ts';
import { RetrieverModule } from './model/retriever.ts';
import { RewriteQuestionModule } from './model/rewrite-question.ts';
import { SummarizeModule } from './model/summarize.ts';
import { OutputModule } from './output.ts';
import { PlaceholderModule } from './placeholder.ts';
import { PromptModule } from './prompt.ts';
import { TextModule } from './text/text.ts';
import { HttpToolModule } from './tool/http-tool.ts';
import { McpServerModule } from './tool/mcp-server.ts';
import { OpenApiToolsModule } from './tool/openapi-tools.ts';
import { ToolModule } from './tool/tool.ts';

/** The kinds that ship, in the order of their names. */
export const builtInKinds: readonly ModuleKind[] = [
  AgentModule,
  AttachmentModule,
  BarrierModule,
  ClassifyModule,
  CodeModule,
  ConstantModule,
  DelayModule,
  DiverterModule,
  EmbeddingModule,
  ExtractModule,
  GroupModule,
  HttpModule,
  HttpToolModule,
  HumanApprovalModule,
  HumanInputModule,
  IfModule,
  InputModule,
  JoinModule,
  JsonModule,
  LlmModule,
  LoopModule,
  MapModule,
  McpServerModule,
  MergeModule,
  NoteModule,
  OpenApiToolsModule,
  OutputModule,
  PickModule,
  PlaceholderModule,
  PromptModule,
  ReadFileModule,
  RerankerModule,
  RetrieverModule,
  RewriteQuestionModule,
  SqlModule,
  SubFlowModule,
  SummarizeModule,
  SwitchModule,
  TextModule,
  ToolModule,
  WriteFileModule,
];
