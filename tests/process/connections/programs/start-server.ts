import { createConnections } from '../../../../core/node/connections/create-connections.ts';

// Starts the server of the connection `own` and tells its process id; ends only when it is killed.
const [storePath = ''] = process.argv.slice(2);
const { manager } = createConnections({ env: process.env, storePath });
const info = await manager?.startServer('own');
console.log(info?.processId);
setInterval(() => undefined, 1_000);
