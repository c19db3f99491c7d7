/** Words of the panels' places, and the chat. */
export const workspace = {
  palette: 'Modules',
  inspector: 'Settings',
  output: 'Output',
  problems: 'Problems',
  runs: 'Runs',
  trace: 'Trace',

  resize: 'Resize the panels',
  panels: 'Panels',
  panelMenu: 'Place of {{panel}}',
  moveLeft: 'Move to the left',
  moveRight: 'Move to the right',
  moveTop: 'Move above the canvas',
  moveBottom: 'Move to the bottom',
  splitRight: 'Split to the right',
  splitDown: 'Split downwards',
  maximise: 'Maximise',
  restore: 'Restore',
  close: 'Close',
  reset: 'Reset the layout',
};
