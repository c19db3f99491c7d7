// Consumes a queue until it meets the event with the order EVENTS: consume-queue.ts PATH RUN_ID CONSUMER EVENTS LIMIT.
// Prints `ready`, then the orders as one JSON line.
import { openRecord } from '../../../../core/node/record/open-record.ts';

const [path = '', runId = '', consumer = '', count = '0', limit = '0'] = process.argv.slice(2);
const record = openRecord(path);
process.stdout.write('ready\n');
while (record.run(runId) === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
const queue = record.queue(runId, 'output', consumer);
const everything = record.queue(runId, 'output', `${consumer}-watch-${process.pid}`);
const orders: number[] = [];
for (let isDone = false; !isDone;) {
  // The end may have gone to another consumer, so each watches for it with a cursor of its own.
  isDone = everything.dequeue().some((event) => event.order === Number(count));
  for (;;) {
    const events = queue.dequeue(Number(limit));
    orders.push(...events.map((event) => event.order));
    if (events.length === 0) break;
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
}
record.close();
process.stdout.write(`${JSON.stringify(orders)}\n`);
