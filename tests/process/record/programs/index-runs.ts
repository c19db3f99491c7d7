// Reads ended runs into the index until none waits, or until it is killed: index-runs.ts PATH. Prints `ready`, then `done`.
import { openRecord } from '../../../../core/node/record/open-record.ts';

const [path = ''] = process.argv.slice(2);
const record = openRecord(path);
process.stdout.write('ready\n');
while ((await record.history.catchUp(20)) > 0);
record.close();
process.stdout.write('done\n');
