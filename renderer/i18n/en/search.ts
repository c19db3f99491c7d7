/** Words of the searches: command palette, node search, find and replace. */
export const search = {
  addNode: 'Add a module',
  findKind: 'Find a module',
  palette: 'Command palette',
  paletteHint: 'Type a command, a node or a module',
  prefixes: '@ nodes of the flow · + modules to add',
  group_recent: 'Used lately',
  group_commands: 'Commands',
  group_nodes: 'Nodes',
  group_kinds: 'Add a module',
  more_one: '{{count}} more: type on to narrow it down',
  more_other: '{{count}} more: type on to narrow it down',
  found_one: '{{count}} found',
  found_other: '{{count}} found',
  nothing: 'Nothing matches “{{query}}”.',
} as const;
