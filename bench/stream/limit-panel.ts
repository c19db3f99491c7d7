// The panel process of the limit program: takes rows, and when asked tells the length of each run's text.
import { WebSocket } from 'ws';

let lengths: number[] = [];
const socket = new WebSocket(`ws://127.0.0.1:${process.argv[2]}`, { perMessageDeflate: false });
socket.on('message', (frame: Buffer) => {
  const message = JSON.parse(frame.toString()) as
    | 'report'
    | readonly (readonly [number, number, number, number, string])[];
  if (message === 'report') {
    process.send?.(lengths);
    lengths = [];
    return;
  }
  for (const [, run, , , text] of message) lengths[run] = (lengths[run] ?? 0) + text.length;
});
process.on('disconnect', () => process.exit(0));
