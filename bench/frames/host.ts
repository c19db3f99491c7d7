// The real web host with its engine, for the frames bench: `host.ts FOLDER FLOW-FILE`; tells its parent the address.
import { join } from 'node:path';
import { startWebHost } from '../../core/bin/web-host.ts';

const [folder = '', flowFile = ''] = process.argv.slice(2);
const host = await startWebHost({ port: 0, flowFile, recordPath: join(folder, 'record.db') });
process.send?.({ address: host.url });
process.on('disconnect', () => void host.close().finally(() => process.exit(0)));
