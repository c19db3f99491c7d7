import * as z from 'zod';
import type { ToolSpec } from '../../contracts/chat.ts';
import type { NodePorts } from '../../model/port.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { OfferedTool, ToolProvider, ToolRules } from '../../module/tool-handle.ts';
import type { JsonObject } from '../../shared/json.ts';
import { toJsonValue } from '../../shared/to-json.ts';

/** A tool written as a function of the program that embeds the engine. */
export interface FunctionToolDefinition<Parameters extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  /** A zod object: types, enums, defaults and descriptions become the schema that the model sees. */
  readonly parameters: Parameters;
  /** How its calls are to be made. */
  readonly rules?: ToolRules;
  /** May return any JSON value; what it throws becomes an error that the model reads. */
  run(values: z.output<Parameters>, context: ModuleContext): unknown;
}

/** Makes a tool module of a function. It runs in the engine's own process: only for code that you trust. */
export function functionTool<Parameters extends z.ZodObject>(
  definition: FunctionToolDefinition<Parameters>,
): ModuleBase {
  return new FunctionToolModule({
    spec: {
      name: definition.name,
      description: definition.description,
      parameters: toJsonValue(z.toJSONSchema(definition.parameters, { io: 'input' })) as JsonObject,
    },
    rules: definition.rules,
    run: async (values, context) => definition.run(definition.parameters.parse(values), context),
  });
}

interface FunctionToolBody {
  readonly spec: ToolSpec;
  readonly rules: ToolRules | undefined;
  run(values: JsonObject, context: ModuleContext): Promise<unknown>;
}

class FunctionToolModule extends ModuleBase implements ToolProvider {
  static override readonly kind = 'function-tool';
  static override readonly title = 'Function tool';
  static override readonly description = 'A tool that is a function of the embedding program.';
  static override readonly icon = 'square-function';
  static override readonly category = 'tools';
  static override readonly durable = true;
  static override readonly ports: NodePorts = {
    inputs: [],
    outputs: [{ id: 'tool', label: 'Tool', type: 'tool' }],
  };

  readonly #body: FunctionToolBody;

  constructor(body: FunctionToolBody) {
    super();
    this.#body = body;
  }

  provideTools(): readonly OfferedTool[] {
    const { spec, rules } = this.#body;
    return [rules === undefined ? spec : { ...spec, rules }];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    return { result: await this.#body.run(inputs['arguments'] as JsonObject, context) };
  }
}
