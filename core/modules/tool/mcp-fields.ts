import type { Field } from '../../model/field.ts';
import { concurrencyField } from './tool-rules.ts';

/** The settings form of the kind for MCP servers. */
export const mcpFields: readonly Field[] = [
  {
    key: 'transport',
    type: 'select',
    label: 'Reached by',
    options: [
      { value: 'stdio', label: 'Starting a program' },
      { value: 'http', label: 'An address' },
    ],
  },
  {
    key: 'command',
    type: 'text',
    label: 'Program',
    placeholder: 'npx',
    help: 'Started only after you have allowed this very command.',
  },
  {
    key: 'args',
    type: 'multiline',
    label: 'Arguments',
    rows: 3,
    placeholder: '-y\n@modelcontextprotocol/server-everything',
    help: 'One on each line.',
  },
  {
    key: 'env',
    type: 'json',
    label: 'Variables',
    help: 'An object of environment variables. A key is never written here: {"API_KEY": {"$secret": "SHOP_API_KEY"}}.',
    group: 'advanced',
  },
  {
    key: 'url',
    type: 'text',
    label: 'Address',
    placeholder: 'https://example.com/mcp',
  },
  {
    key: 'headers',
    type: 'json',
    label: 'Headers',
    help: 'An object. A key is never written here: {"authorization": {"$secret": "SHOP_API_KEY", "prefix": "Bearer "}}.',
    group: 'advanced',
  },
  {
    key: 'tools',
    type: 'text',
    label: 'Tools',
    placeholder: 'All of the server',
    help: 'Names of the tools to offer, with commas between. Empty offers all.',
  },
  {
    key: 'prefix',
    type: 'text',
    label: 'Name prefix',
    placeholder: 'files_',
    group: 'advanced',
    help: 'Stands before every tool’s name, for servers whose tools have equal names.',
  },
  {
    key: 'approval',
    type: 'select',
    label: 'Ask before calls',
    options: [
      { value: 'destructive', label: 'That the server calls destructive' },
      { value: 'changing', label: 'That the server does not call read-only' },
      { value: 'all', label: 'Always' },
      { value: 'none', label: 'Never' },
    ],
    help: 'What a server says of its tools need not be true. Ask always, unless you trust it.',
  },
  {
    key: 'offerResources',
    type: 'switch',
    label: 'Offer its resources',
    help: 'Adds tools that list and read what the server keeps.',
  },
  {
    key: 'offerPrompts',
    type: 'switch',
    label: 'Offer its prompts',
    help: 'Adds a tool that gives the prompts that the server keeps.',
    group: 'advanced',
  },
  concurrencyField,
  {
    key: 'maxCharacters',
    type: 'number',
    label: 'Longest result',
    unit: 'characters',
    min: 1,
    step: 1000,
    group: 'advanced',
  },
];
