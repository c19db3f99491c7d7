// Makes a record for other benchmarks through the real writer:
//   make-record.ts PATH [--runs 500] [--passes 112] [--long 0]
// Each run is a loop of so many passes, 18 events a pass: 500 × 112 makes a million events. `--runs 100000
// --passes 1` makes a list of 100,000 runs, `--runs 0 --long 280000` one run of five million events, named `long`.
import { statSync } from 'node:fs';
import { openRecord } from '../../core/node/record/open-record.ts';
import { keepLongRun } from '../keep-long-run.ts';

const flowNames = ['Weather', 'Answer mail', 'Sum up', 'Translate', 'Review'];
const hourUs = 3_600_000_000;

function readOption(name: string, usual: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : Number(process.argv[at + 1]);
}

const path = process.argv[2];
if (path === undefined || path.startsWith('--'))
  throw new Error('Name the file: make-record.ts PATH');
const runs = readOption('--runs', 500);
const passes = readOption('--passes', 112);
const long = readOption('--long', 0);

const record = openRecord(path);
const startedMs = performance.now();
let events = 0;
record.onFrames((frames) => {
  for (const { count } of frames) events += count;
});
// An hour apart, the last one now.
const firstUs = Date.now() * 1000 - runs * hourUs;
for (let number = 0; number < runs; number += 1) {
  await keepLongRun(record, passes, {
    runId: `run-${number + 1}`,
    flowName: flowNames[number % flowNames.length] ?? '',
    startedUs: firstUs + number * hourUs,
    seed: number + 1,
  });
  if (number % 200 === 0) await new Promise((resolve) => setImmediate(resolve));
}
if (long > 0) await keepLongRun(record, long);
record.close();
const seconds = (performance.now() - startedMs) / 1000;
console.log(
  JSON.stringify({
    runs: runs + Number(long > 0),
    events,
    seconds: Number(seconds.toFixed(1)),
    eventsPerSecond: Math.round(events / seconds),
    megabytes: Math.round(statSync(path).size / 1e6),
  }),
);
