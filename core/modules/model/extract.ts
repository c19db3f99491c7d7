import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import type { NodePorts, Port, PortType } from '../../model/port.ts';
import { variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import type { SettingsFacts } from '../../module/kind-registry.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { askForObject } from './ask-model.ts';
import { checkModelSettings } from './check-model-settings.ts';
import { buildTask } from './build-task.ts';
import { modelSettings, taskFields } from './model-settings.ts';
import { checkOutputNames, isOutputName } from './output-names.ts';
import { checkSchemaSetting, parseOutputSchema } from './output-schema.ts';

const valueTypes = ['text', 'number', 'integer', 'boolean', 'texts', 'numbers'] as const;

const wantedValue = z.strictObject({
  name: z.string().min(1),
  type: z.enum(valueTypes).default('text'),
  /** What the value is, as the model is told. */
  description: z.string().default(''),
  /** False: null where the text does not say it. */
  required: z.boolean().default(true),
  /** The only texts that it may be. */
  choices: z.array(z.string()).min(1).optional(),
});
type WantedValue = z.output<typeof wantedValue>;

const settings = modelSettings.extend({
  values: z
    .array(wantedValue)
    .default([{ name: 'name', type: 'text', description: '', required: true }]),
  /** JSON schema of an object, as text; counts instead of `values`, where there is one. */
  outputSchema: z.string().default(''),
});
type ExtractSettings = z.output<typeof settings>;

const ownFields: readonly Field[] = [
  {
    key: 'values',
    type: 'json',
    label: 'Values',
    help: 'A list, such as {"name": "total", "type": "number", "description": "Sum in euros", "required": false}. Types: text, number, integer, boolean, texts, numbers. Each value becomes an output.',
  },
  {
    key: 'outputSchema',
    type: 'code',
    language: 'json',
    label: 'JSON schema instead',
    group: 'advanced',
    help: 'A JSON schema of an object. When it is filled in, the list of values does not count.',
  },
];

const taken = ['value'];

const portTypes: Readonly<Record<string, PortType>> = {
  text: 'text',
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};

const task =
  'Take the values that are asked for out of what the user sends. Use only what it says; invent nothing. Answer with the JSON alone.';

/** Values out of a text, checked against a schema. */
export class ExtractModule extends ModuleBase<ExtractSettings> {
  static override readonly kind = 'extract';
  static override readonly title = 'Extract values';
  static override readonly description =
    'Takes named values out of a text or attachments with a model, checked against a schema.';
  static override readonly icon = 'list-tree';
  static override readonly category = 'models';
  static override readonly settings = settings;
  static override readonly capabilities = ['network', 'secrets'] as const;
  static override readonly durable = true;
  static override readonly fields = taskFields(ownFields);
  static override readonly ports: NodePorts = ExtractModule.portsFor(settings.parse({}));

  static portsFor(own: ExtractSettings): NodePorts {
    return {
      inputs: [
        { id: 'text', label: 'Text', type: 'text' },
        ...variablePorts(own.instructions),
        { id: 'attachments', label: 'Attachments', type: 'json' },
      ],
      outputs: [
        {
          id: 'value',
          label: 'All values',
          type: 'json',
          description: 'One object with every value by its name.',
        },
        ...valuePorts(own),
      ],
    };
  }

  static summarize(own: ExtractSettings): string {
    return valuePorts(own)
      .map(({ id }) => id)
      .join(', ')
      .slice(0, 60);
  }

  static checkSettings(own: ExtractSettings, facts: SettingsFacts): readonly SettingsIssue[] {
    return [
      ...checkModelSettings(own, facts),
      ...checkSchemaSetting(own.outputSchema),
      ...(own.outputSchema.trim() === '' ? checkNames(own.values) : []),
    ];
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const messages = buildTask(task, this.settings.instructions, inputs, ['text']);
    const outputSchema = schemaOf(this.settings);
    const value = await askForObject(this.settings, { messages, outputSchema }, context);
    const outputs: Record<string, JsonValue> = { value };
    for (const { id } of valuePorts(this.settings)) {
      const found = value[id];
      // A value that the text does not give is no value: what hangs on it is skipped.
      if (found !== undefined && found !== null) outputs[id] = found;
    }
    return outputs;
  }
}

/** The schema of the answer; throws a sentence when the setting holds none. */
function schemaOf({ values, outputSchema }: ExtractSettings): JsonObject {
  if (outputSchema.trim() !== '') return parseOutputSchema(outputSchema);
  return {
    type: 'object',
    properties: Object.fromEntries(values.map((wanted) => [wanted.name, describeValue(wanted)])),
    required: values.map(({ name }) => name),
    additionalProperties: false,
  };
}

function describeValue({ type, description, required, choices }: WantedValue): JsonObject {
  const one = (name: string): JsonValue => (required ? name : [name, 'null']);
  const about = description === '' ? {} : { description };
  switch (type) {
    case 'texts':
      return { type: one('array'), items: choiceOf(choices, 'string'), ...about };
    case 'numbers':
      return { type: one('array'), items: { type: 'number' }, ...about };
    case 'text':
      return {
        ...choiceOf(choices === undefined || required ? choices : [...choices, null], 'string'),
        type: one('string'),
        ...about,
      };
    default:
      return { type: one(type), ...about };
  }
}

function choiceOf(choices: readonly (string | null)[] | undefined, type: string): JsonObject {
  return { type, ...(choices === undefined ? {} : { enum: choices }) };
}

/** One output for each value, by its name. */
function valuePorts({ values, outputSchema }: ExtractSettings): readonly Port[] {
  const named =
    outputSchema.trim() === ''
      ? values.map(({ name, type }): [string, JsonValue] => [name, type])
      : readProperties(outputSchema);
  const usable = new Map(named.filter(([name]) => isOutputName(name, taken)));
  return Array.from(usable, ([name, type]) => ({
    id: name,
    label: name,
    type: portTypes[typeof type === 'string' ? type : ''] ?? 'json',
  }));
}

function readProperties(text: string): readonly [string, JsonValue][] {
  try {
    const { properties } = parseOutputSchema(text);
    if (!isJsonObject(properties)) return [];
    return Object.entries(properties).map(([name, property]) => [
      name,
      isJsonObject(property) ? (property.type ?? '') : '',
    ]);
  } catch {
    // The check of the settings says what is wrong.
    return [];
  }
}

function checkNames(values: readonly WantedValue[]): readonly SettingsIssue[] {
  if (values.length === 0) {
    return [
      {
        severity: 'error',
        code: 'nothing_to_extract',
        message: 'There is no value to take out.',
        action: 'Name at least one value.',
        path: ['values'],
      },
    ];
  }
  return checkOutputNames(values, { setting: 'values', what: 'value', taken });
}
