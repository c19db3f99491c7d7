import type { Field } from '../../model/field.ts';

/** The settings form of the kind for texts. */
export const textFields: readonly Field[] = [
  {
    key: 'work',
    type: 'select',
    label: 'Do',
    options: [
      { value: 'trim', label: 'Trim' },
      { value: 'split', label: 'Split into a list' },
      { value: 'join', label: 'Join a list' },
      { value: 'replace', label: 'Replace' },
      { value: 'extract', label: 'Extract' },
      { value: 'case', label: 'Change letters' },
      { value: 'chunk', label: 'Cut into chunks' },
    ],
  },
  {
    key: 'pattern',
    type: 'multiline',
    label: 'Pattern',
    rows: 2,
    help: 'Where to split (empty: at line breaks), what to replace or extract, or what to put between joined texts.',
  },
  {
    key: 'isRegex',
    type: 'switch',
    label: 'Regular expression',
    help: 'Extracting always takes the pattern as one. Its first group is what is extracted.',
  },
  { key: 'ignoreCase', type: 'switch', label: 'Large and small letters are equal' },
  {
    key: 'replacement',
    type: 'multiline',
    label: 'Replacement',
    rows: 2,
    help: 'With a regular expression, $1 stands for its first group.',
  },
  {
    key: 'letters',
    type: 'select',
    label: 'Letters',
    options: [
      { value: 'lower', label: 'all small' },
      { value: 'upper', label: 'ALL LARGE' },
      { value: 'title', label: 'Every Word Large' },
      { value: 'sentence', label: 'Every sentence large' },
    ],
  },
  { key: 'size', type: 'number', label: 'Chunk size', unit: 'characters', min: 1, step: 100 },
  {
    key: 'overlap',
    type: 'number',
    label: 'Chunk overlap',
    unit: 'characters',
    min: 0,
    step: 10,
    help: 'How much of a chunk the next one repeats.',
  },
];
