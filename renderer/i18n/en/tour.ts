/** Words of the tour of the first run. */
export const tour = {
  tour: 'Tour',
  offerTitle: 'Welcome to Millrace',
  offerText:
    'Draw a flow of models, tools and code, run it, and watch every word arrive. The tour takes a minute and works on a real flow.',
  begin: 'Show me around',
  notNow: 'Not now',
  progress: 'Step {{step}} of {{count}}',
  skip: 'Skip',
  back: 'Back',
  next: 'Next',
  runIt: 'Run it',
  finish: 'Done',
  title_modules: 'Modules',
  text_modules:
    'Find a module by name, then click it or drag it onto the canvas. <key>{{addKeys}}</key> on the canvas, or a double click, searches them too.',
  title_canvas: 'Nodes and wires',
  text_canvas:
    'This flow lets an agent answer with the help of two tools. Drag from a port on the right of one node to a port on the left of another to wire them.',
  title_settings: 'Settings',
  text_settings:
    'Here is everything about the selected node: its model, its prompts, its tools. What you type is checked at once.',
  title_run: 'Run',
  text_run:
    '<key>{{runKeys}}</key> runs the flow, and <key>Esc</key> stops it. The demo model needs no key and no network, so try it now.',
  title_watch: 'Output and trace',
  text_watch:
    'Output shows every word as it comes; Trace shows every step, with its input, its result and how long it took. A click on either leads to its node.',
  title_commands: 'Everything by its name',
  text_commands:
    '<key>{{paletteKeys}}</key> finds any command, and <key>{{sheetKeys}}</key> lists all keys. Ready-made flows, versions and this tour are in the menu.',
} as const;
