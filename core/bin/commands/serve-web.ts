import { toErrorInfo } from '../../shared/errors.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';
import { moduleFoldersFor } from '../own-modules/module-folders-for.ts';
import { readGrants } from '../read-grants.ts';
import type { GrantOptions } from '../read-grants.ts';
import { startWebHost } from '../web-host.ts';
import type { WebHost } from '../web-host.ts';

/** What the command line was given. */
export interface WebOptions extends GrantOptions {
  readonly port?: string;
  readonly record?: string;
  readonly modules: readonly string[];
}

/** `millrace web`: serves the app until Ctrl+C. */
export async function serveWeb(file: string | undefined, options: WebOptions): Promise<number> {
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
    writeMessage(`A port is a number from 0 to 65535, not "${options.port}".`);
    return exitCodes.wrongUsage;
  }
  // Listened for before the address is printed: whoever reads it may answer at once.
  const stopped = untilStopped();
  let host: WebHost;
  try {
    host = await startWebHost({
      ...(file === undefined ? {} : { flowFile: file }),
      ...(port === undefined ? {} : { port }),
      ...(options.record === undefined ? {} : { recordPath: options.record }),
      grants: readGrants(options),
      moduleFolders: moduleFoldersFor(file, options.modules),
    });
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
  writeResult(`Millrace is open at ${host.url}`);
  if (!host.isBuilt) {
    writeMessage(
      'The app has not been built yet, so there is nothing to see: run "npm run build".',
    );
  }
  writeMessage('The link works once, in one browser. Press Ctrl+C to stop.');
  await stopped;
  await host.close();
  return exitCodes.done;
}

function untilStopped(): Promise<void> {
  return new Promise((stop) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // Whoever asks twice does not want to wait for the last commits.
        if (isStopping) process.exit(exitCodes.interrupted);
        isStopping = true;
        stop();
      });
    }
  });
}
