import type { Field } from '../../model/field.ts';
import type { Port } from '../../model/port.ts';
import { variablePorts } from '../../model/template.ts';

/** Form row for what a person is asked. */
export const questionField: Field = {
  key: 'question',
  type: 'multiline',
  label: 'Question',
  rows: 3,
  variables: true,
  help: 'Write {{name}} where a value goes; an input of that name appears on the node.',
};

/** The inputs of a kind that asks a person: the value that is shown, and one for each variable of the question. */
export function questionPorts(question: string, required: boolean): readonly Port[] {
  return [
    { id: 'value', label: 'Value', type: 'any', ...(required ? { required } : {}) },
    ...variablePorts(question).filter(({ id }) => id !== 'value'),
  ];
}
