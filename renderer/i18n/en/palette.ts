/** Words of the palette. */
export const palette = {
  modules: 'Modules',
  find: 'Find a module',
  family_models: 'Models',
  family_agents: 'Agents',
  family_tools: 'Tools and data',
  family_flow: 'Flow',
  family_text: 'Text',
  family_io: 'In and out',
  nothing:
    'No module matches “{{query}}”. Try what it does, such as “text” or “file”; Esc shows all again.',
  loading: 'The modules appear as soon as the engine answers.',
} as const;
