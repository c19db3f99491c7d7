import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import type { ModelOverrides } from '../../model/run-request.ts';
import { baseSettings } from '../../module/base-settings.ts';

/** Settings of everything that speaks with a model. */
export const modelSettings = baseSettings.extend({
  connection: z.string().min(1).default('demo'),
  /** '' takes the connection's default model. */
  model: z.string().default(''),
  instructions: z.string().default(''),
  temperature: z.number().min(0).max(2).nullable().default(null),
  maxTokens: z.int().min(1).nullable().default(null),
  /** Id of a raw tool-call format, `auto` by the model's name, `none`; '' as the connection says. */
  rawFormat: z.string().default(''),
  /** Whether the prompt opens the reasoning; `auto` by the model's name; '' as the connection says. */
  startInReasoning: z.enum(['', 'auto', 'yes', 'no']).default(''),
});

export type ModelSettings = z.output<typeof modelSettings>;

/** Settings with what this run's person chose instead. */
export function applyOverrides<Settings extends ModelSettings>(
  settings: Settings,
  overrides: ModelOverrides,
): Settings {
  const movesAway =
    overrides.connection !== undefined && overrides.connection !== settings.connection;
  return {
    ...settings,
    connection: overrides.connection ?? settings.connection,
    // A model name of another connection would be unknown there.
    model: overrides.model ?? (movesAway ? '' : settings.model),
    rawFormat: overrides.rawFormat ?? settings.rawFormat,
  };
}

/** Form rows that say which model it is. */
export const modelChoiceFields: readonly Field[] = [
  { key: 'connection', type: 'connection', label: 'Connection' },
  {
    key: 'model',
    type: 'model',
    label: 'Model',
    connectionKey: 'connection',
    placeholder: 'Default of the connection',
  },
];

/** Form row for what the model is told. */
export const instructionsField: Field = {
  key: 'instructions',
  type: 'multiline',
  label: 'Instructions',
  rows: 5,
  variables: true,
  help: 'The system message. Write {{name}} where a value goes; an input of that name appears on the node.',
};

/** Form rows for the model itself. */
export const modelFields: readonly Field[] = [...modelChoiceFields, instructionsField];

/** Form rows that few flows need. */
export const advancedModelFields: readonly Field[] = [
  {
    key: 'temperature',
    type: 'number',
    label: 'Temperature',
    min: 0,
    max: 2,
    step: 0.1,
    group: 'advanced',
    placeholder: 'Default of the model',
  },
  {
    key: 'maxTokens',
    type: 'number',
    label: 'Most tokens',
    min: 1,
    step: 1,
    group: 'advanced',
    placeholder: 'Default of the model',
  },
  {
    key: 'rawFormat',
    type: 'raw-format',
    label: 'Raw tool-call format',
    group: 'advanced',
    help: 'For servers that leave tool calls in the text. Formats of your own are made in the format workbench.',
  },
  {
    key: 'startInReasoning',
    type: 'select',
    label: 'Text begins in reasoning',
    group: 'advanced',
    options: [
      { value: '', label: 'As the connection says' },
      { value: 'auto', label: 'By the model’s name' },
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
    help: 'For models whose prompt opens the reasoning, such as R1 and Qwen3-Thinking. Counts together with a raw format.',
  },
];

/** The form of a kind that gives a model a task: its own rows stand between the model and the instructions. */
export function taskFields(own: readonly Field[]): readonly Field[] {
  return [...modelChoiceFields, ...own, instructionsField, ...advancedModelFields];
}
