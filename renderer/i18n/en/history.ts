/** Words of the runs panel, and of a flow as it ran. */
export const history = {
  pastFlow: 'A flow as it ran',
  asItRan: 'as it ran on {{time}}, to look at only.',
  pastOther: 'The open flow waits behind it.',
  pastChanged: 'It has been changed since.',
  compareNow: 'What changed',
  openAsNew: 'Open as a new flow',
  backToFlow: 'Back to the flow',
  runFlowUnreadable: 'The flow of this run cannot be read.',
} as const;
