// Opens a record at a given moment (ms since the epoch), so that several processes do it at once.
import { openRecord } from '../../../../core/node/record/open-record.ts';

const [path = '', moment = '0'] = process.argv.slice(2);
process.stdout.write('ready\n');
while (Date.now() < Number(moment));
openRecord(path).close();
process.stdout.write('opened\n');
