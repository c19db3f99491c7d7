// The real web host with its engine process, for the panel bench; tells its parent the address and the engine's process id.
import { startWebHost } from '../../core/bin/web-host.ts';

const host = await startWebHost({
  port: 0,
  recordPath: process.argv[2] ?? '',
  staticRoot: process.argv[3] ?? '',
});
process.send?.({ address: host.url, enginePid: host.enginePid });
process.on('disconnect', () => void host.close().finally(() => process.exit(0)));
