import type { Field } from '../../model/field.ts';
import { embeddingFields } from './embedding-settings.ts';

/** The settings form of the retriever. */
export const retrieverFields: readonly Field[] = [
  {
    key: 'path',
    type: 'text',
    label: 'Documents',
    placeholder: 'notes',
    help: 'A file or folder that is allowed to the flow: text, Markdown, HTML, JSON and CSV. Leave it empty when documents are wired.',
  },
  {
    key: 'search',
    type: 'select',
    label: 'Search',
    options: [
      { value: 'hybrid', label: 'By words and vectors' },
      { value: 'text', label: 'By words' },
      { value: 'vector', label: 'By vectors' },
    ],
    help: 'By words needs no model. Vectors find passages that say the same in other words.',
  },
  { key: 'limit', type: 'number', label: 'Passages', min: 1, max: 200, step: 1 },
  ...embeddingFields,
  {
    key: 'endings',
    type: 'text',
    label: 'Only files that end in',
    placeholder: '.md, .txt',
    group: 'advanced',
  },
  {
    key: 'unit',
    type: 'select',
    label: 'Measure passages in',
    options: [
      { value: 'characters', label: 'Characters' },
      { value: 'tokens', label: 'Tokens, estimated' },
    ],
    group: 'advanced',
  },
  {
    key: 'size',
    type: 'number',
    label: 'Longest passage',
    min: 50,
    step: 100,
    group: 'advanced',
  },
  {
    key: 'overlap',
    type: 'number',
    label: 'Overlap',
    min: 0,
    step: 10,
    group: 'advanced',
    help: 'How much of a passage the next one repeats.',
  },
];
