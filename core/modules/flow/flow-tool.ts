import type { ToolSpec } from '../../contracts/chat.ts';
import type { FlowEnd, FlowSignature } from '../../module/run-scope.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { makeToolName } from '../tool/check-tool-name.ts';
import { objectSchema } from '../tool/type-schema.ts';

/** A flow as a tool: its inputs are the parameters, its outputs the result. */
export interface FlowTool {
  readonly spec: ToolSpec;
  /** Arguments by the ids of the flow's inputs. */
  inputsOf(values: JsonObject): PortValues;
  /** The only output, or all of them by title. */
  resultOf(outputs: PortValues): unknown;
}

interface ToolWords {
  readonly toolName: string;
  readonly toolDescription: string;
  /** Inputs that have their values, by id or title. */
  readonly parameters: JsonObject;
}

/** Describes a flow as a tool. Throws `invalid_tool_name` when its name holds nothing that one can be made of. */
export function describeFlowTool(
  { name, description, inputs, outputs }: FlowSignature,
  words: ToolWords,
): FlowTool {
  const toolName = words.toolName.trim() || makeToolName(name).toLowerCase();
  if (toolName === '') {
    throw new MillraceError('invalid_tool_name', `“${name}” cannot be the name of a tool.`, {
      action: 'Give the node a name as a tool.',
    });
  }
  const open = inputs.filter(
    ({ id, title }) =>
      !Object.hasOwn(words.parameters, id) && !Object.hasOwn(words.parameters, title),
  );
  const names = nameInputs(open);
  const properties: [string, JsonValue][] = open.map((input) => [
    names.get(input.id) ?? input.id,
    { ...schemaOf(input), description: input.title },
  ]);
  const required = open.filter((input) => input.required).map(({ id }) => names.get(id) ?? id);
  return {
    spec: {
      name: toolName,
      description: words.toolDescription.trim() || description || name,
      parameters: objectSchema(Object.fromEntries(properties), required),
    },
    inputsOf: (values) => {
      const given = open.map(({ id }) => [id, values[names.get(id) ?? id]] as const);
      return Object.fromEntries(given.filter(([, value]) => value !== undefined));
    },
    resultOf: (values) => {
      const [only] = outputs;
      if (outputs.length === 1 && only) return values[only.id] ?? null;
      return Object.fromEntries(outputs.map(({ id, title }) => [title, values[id] ?? null]));
    },
  };
}

/** Names of parameters by the ids of inputs: their titles as far as names can be made of them, each once. */
function nameInputs(inputs: readonly FlowEnd[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id, title } of inputs) {
    const base = makeToolName(title).toLowerCase() || makeToolName(id) || 'input';
    let name = base;
    for (let number = 2; [...names.values()].includes(name); number += 1)
      name = `${base}_${number}`;
    names.set(id, name);
  }
  return names;
}

function schemaOf({ type }: FlowEnd): JsonObject {
  if (type === 'text') return { type: 'string' };
  return type === 'number' || type === 'boolean' ? { type } : {};
}
