import { stringifyFlow } from '../../core/model/flow-file.ts';
import { flowDocumentSchema } from '../../core/model/flow-document.ts';
import type { JsonObject } from '../../core/shared/json.ts';
import { exampleText } from './app.ts';

interface NodeSketch {
  readonly kind: string;
  readonly title: string;
  readonly settings?: JsonObject;
  /** With a size, where it has one of its own. */
  readonly at: readonly [number, number] | readonly [number, number, number, number];
  /** The container that it lies in. */
  readonly parent?: string;
  readonly kindVersion?: number;
}

interface FlowSketch {
  readonly nodes: Readonly<Record<string, NodeSketch>>;
  /** Each written "node.port -> node.port". */
  readonly wires: readonly string[];
  readonly name?: string;
  readonly description?: string;
}

/** A flow file's text, as the app itself would write it. */
export function flowText(sketch: FlowSketch): string {
  const entries = Object.entries(sketch.nodes);
  return stringifyFlow(
    flowDocumentSchema.parse({
      format: 'millrace/flow',
      formatVersion: 1,
      id: 'flow-of-a-test',
      name: sketch.name ?? 'Flow of a test',
      description: sketch.description ?? '',
      nodes: Object.fromEntries(
        entries.map(([id, { kind, title, settings = {}, kindVersion = 1, parent }]) => [
          id,
          { kind, kindVersion, title, settings, ...(parent === undefined ? {} : { parent }) },
        ]),
      ),
      edges: sketch.wires.map((wire) => {
        const [from, to] = wire.split(' -> ');
        return { from, to };
      }),
      layout: Object.fromEntries(entries.map(([id, { at }]) => [id, at])),
    }),
  );
}

/** Question, chat model, answer; the model is the demo unless the settings say otherwise. */
export function chatFlow(settings: JsonObject = {}, more: Partial<FlowSketch> = {}): string {
  return flowText({
    nodes: {
      question: {
        kind: 'input',
        title: 'Question',
        settings: { default: 'What is a mill race?' },
        at: [0, 0],
      },
      model: {
        kind: 'llm',
        title: 'Model',
        settings: { connection: 'demo', model: 'demo', ...settings },
        at: [320, 0],
      },
      answer: { kind: 'output', title: 'Answer', at: [640, 0] },
    },
    wires: ['question.value -> model.prompt', 'model.text -> answer.value'],
    ...more,
  });
}

/** A chat whose model falls silent in the middle of its answer: it runs until it is ended. */
export function stallingFlow(): string {
  return chatFlow({ model: 'demo:stall' });
}

/** The weather example with other settings in its agent. */
export function weatherFlow(agent: JsonObject): string {
  const flow = flowDocumentSchema.parse(JSON.parse(exampleText('weather-agent')));
  Object.assign(flow.nodes['agent']?.settings ?? {}, agent);
  return stringifyFlow(flow);
}
