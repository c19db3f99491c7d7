/** Words of the gallery of templates; what each template is called stands with the templates. */
export const templates = {
  menu: 'New from template…',
  title: 'New from template',
  text: 'Each opens as a new flow of your own and runs on the demo model, without a key.',
  find: 'Find a template',
  tags: 'What it is about',
  tag_all: 'All',
  tag_chat: 'Chat',
  tag_agents: 'Agents',
  tag_control: 'Control',
  tag_documents: 'Documents',
  tag_people: 'People',
  flows: 'Whole flows',
  modules: 'One thing at a time',
  uses: 'Uses',
  loading: 'Reading the templates…',
  count_one: '{{count}} template',
  count_other: '{{count}} templates',
  nothingFound: 'No template has all of these words. Try fewer, or look at all of them.',
  showAll: 'Show all',
  nothingShips:
    'No templates came with this copy of Millrace. Begin with an empty flow: double-click the canvas to find a module.',
} as const;
