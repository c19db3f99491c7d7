// Writes runs into a record: write-runs.ts PATH RUN_ID EVENTS [--hold]. Prints
// `ready`, then a JSON line per commit: [sequence number, order] of each event.
import { openRecord } from '../../../../core/node/record/open-record.ts';
import { sampleEvent, sampleRun } from '../../../unit/record/sample-events.ts';

const [path = '', runId = '', count = '0', hold] = process.argv.slice(2);
const record = openRecord(path, { flushIntervalMs: 1 });
record.onCommit((events) => {
  process.stdout.write(`${JSON.stringify(events.map((event) => [event.seq, event.order]))}\n`);
});
process.stdout.write('ready\n');
const writer = record.startRun(sampleRun(runId));
for (let order = 1; order <= Number(count); order += 1) {
  writer.append(sampleEvent(runId, order));
  // A pause now and then, as a model makes them, so that commits of several processes take turns.
  if (order % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
writer.flush();
if (hold !== '--hold') {
  writer.end({ state: 'done', endedUs: Date.now() * 1000 });
  record.close();
}
