import { isOutputEvent, isTraceEvent, type RunEvent } from '../../../core/contracts/events.ts';
import type { ChatPart } from '../../../core/contracts/chat.ts';
import type { CodeEngine } from '../../../core/engine/create-engine.ts';
import type { RunHandle, RunResult } from '../../../core/engine/engine.ts';
import { configure, defineFlow } from '../../../core/engine/define-flow.ts';
import { AgentModule } from '../../../core/modules/agent/agent.ts';
import { InputModule } from '../../../core/modules/input.ts';
import { OutputModule } from '../../../core/modules/output.ts';
import { McpServerModule } from '../../../core/modules/tool/mcp-server.ts';
import type { JsonObject } from '../../../core/shared/json.ts';
import { allEvents, scriptedModel, testEngine, textOf } from '../../harness/test-engine.ts';

/** A flow of an agent whose model follows a script, with one MCP server as its tools. */
export function mcpFlow(server: JsonObject): ReturnType<typeof defineFlow> {
  return defineFlow({
    name: 'MCP',
    nodes: {
      question: new InputModule(),
      agent: configure(AgentModule, { connection: 'script' }),
      server: configure(McpServerModule, server),
      answer: new OutputModule(),
    },
    edges: [
      ['question.value', 'agent.prompt'],
      ['agent.text', 'answer.value'],
      ['server.tool', 'agent.tools'],
    ],
  });
}

/** The settings of a server that is this Node with a script, and the line that grants it. */
export function nodeServer(...args: readonly string[]): {
  readonly settings: JsonObject;
  readonly line: string;
} {
  return {
    settings: { command: process.execPath, args: args.join('\n') },
    line: [process.execPath, ...args].join(' '),
  };
}

/** What one run of such a flow did. */
export interface McpRun {
  readonly engine: CodeEngine;
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  readonly model: ReturnType<typeof scriptedModel>;
  /** What the model read as results of its first calls. */
  readonly told: readonly string[];
}

interface McpRunOptions {
  readonly commands?: readonly string[];
  readonly hosts?: readonly string[];
  readonly onStart?: (run: RunHandle, engine: CodeEngine) => void;
}

/** Runs it to its end. */
export async function runMcp(
  server: JsonObject,
  turns: readonly (readonly ChatPart[])[],
  { commands = [], hosts = [], onStart }: McpRunOptions,
): Promise<McpRun> {
  const model = scriptedModel(turns);
  const engine = testEngine({ models: { script: model }, grants: { commands, hosts } });
  const run = engine.start({ ...mcpFlow(server), input: 'x' });
  onStart?.(run, engine);
  const events = await allEvents(engine, run);
  const results = model.requests[1]?.messages.filter(({ role }) => role === 'tool') ?? [];
  return { engine, events, model, result: await run.result, told: results.map(textOf) };
}

/** The values of a run's notes of one name. */
export function notesOf(events: readonly RunEvent[], name: string): readonly unknown[] {
  return events
    .filter(isTraceEvent)
    .flatMap(({ body }) =>
      body.type === 'note' && body.name === name && 'value' in body.value ? [body.value.value] : [],
    );
}

/** The custom events of one name that a run streamed. */
export function customOf(events: readonly RunEvent[], name: string): readonly unknown[] {
  return events
    .filter(isOutputEvent)
    .flatMap(({ body }) => (body.type === 'custom' && body.name === name ? [body.value] : []));
}
