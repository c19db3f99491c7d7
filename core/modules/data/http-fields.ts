import type { Field } from '../../model/field.ts';

/** Form row for the headers of a request. */
export const headersField: Field = {
  key: 'headers',
  type: 'json',
  label: 'Headers',
  help: 'An object. A key is never written here: {"authorization": {"$secret": "SHOP_API_KEY", "prefix": "Bearer "}}.',
};

/** Form row for the hosts that an address with a variable host may become. */
export const hostsField: Field = {
  key: 'hosts',
  type: 'text',
  label: 'Hosts',
  placeholder: 'api.example.com, example.org',
  help: 'Needed where the host itself is a {{name}}: the only hosts that it may become.',
  group: 'advanced',
};

/** The settings form of the kind for HTTP requests. */
export const httpFields: readonly Field[] = [
  {
    key: 'method',
    type: 'select',
    label: 'Method',
    options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map((method) => ({
      value: method,
      label: method,
    })),
  },
  {
    key: 'url',
    type: 'multiline',
    label: 'Address',
    rows: 2,
    variables: true,
    placeholder: 'https://example.com/search?q={{text}}',
    help: 'Values that {{name}} stands for are encoded for the address.',
  },
  headersField,
  {
    key: 'bodyType',
    type: 'select',
    label: 'Body',
    options: [
      { value: 'none', label: 'None' },
      { value: 'json', label: 'JSON' },
      { value: 'text', label: 'Text' },
      { value: 'form', label: 'Form' },
    ],
  },
  {
    key: 'body',
    type: 'multiline',
    label: 'Body template',
    rows: 4,
    variables: true,
    help: 'Empty: the body is what is wired to the input Body. In JSON, put {{name}} between quotes for text.',
  },
  {
    key: 'response',
    type: 'select',
    label: 'Answer',
    options: [
      { value: 'auto', label: 'As the server says' },
      { value: 'json', label: 'JSON' },
      { value: 'text', label: 'Text' },
    ],
  },
  {
    key: 'failOnStatus',
    type: 'switch',
    label: 'Fail at status 400 and above',
  },
  hostsField,
  {
    key: 'maxMb',
    type: 'number',
    label: 'Largest answer',
    unit: 'MB',
    min: 1,
    max: 256,
    step: 1,
    group: 'advanced',
  },
];
