/** Words of the panels' places, and the chat. */
export const workspace = {
  palette: 'Modules',
  inspector: 'Settings',
  output: 'Output',
  problems: 'Problems',
  runs: 'Runs',
  trace: 'Trace',
};
