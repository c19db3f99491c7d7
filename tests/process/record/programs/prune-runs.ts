// Deletes all ended runs of a record: prune-runs.ts PATH. Prints `ready` before it begins, and `pruned` after.
import { openRecord } from '../../../../core/node/record/open-record.ts';

const [path = ''] = process.argv.slice(2);
const record = openRecord(path);
process.stdout.write('ready\n');
record.prune({ maxAgeMs: 0 });
process.stdout.write('pruned\n');
record.close();
