import { parseArgs } from 'node:util';
import { startWebHost } from '../../core/bin/web-host.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { buildWhenDue } from './build-app.ts';
import { endChildren, runChild } from './children.ts';
import { hasDisplay, openBrowser } from './display.ts';
import { findElectron, installElectron } from './electron-binary.ts';
import { projectPath, say } from './project-root.ts';

interface StartOptions {
  readonly file: string;
  readonly mayOpenBrowser: boolean;
  readonly port: number | undefined;
}

/** Electron that ends sooner than this, with an error, has never shown a window. */
const hopelessWithinMs = 10_000;

/** Opens the app; resolves with the exit code when it has been closed. */
export async function startMillrace(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) return 2;
  process.on('SIGINT', endChildren);
  process.on('SIGTERM', endChildren);
  if (!(await buildWhenDue())) return 1;
  const reason = await tryDesktop(options.file);
  return reason === undefined ? 0 : openWebHost(options, reason);
}

/** Undefined, after a sentence, when the words are off. */
function readOptions(args: readonly string[]): StartOptions | undefined {
  try {
    return parseOptions(args);
  } catch (error) {
    say(
      `${(error as Error).message.split('. ')[0]}. Use: npm start -- [flow.json] [--port N] [--no-open]`,
    );
    return undefined;
  }
}

function parseOptions(args: readonly string[]): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'no-open': { type: 'boolean' }, port: { type: 'string' } },
    allowPositionals: true,
  });
  return {
    file: positionals[0] ?? projectPath('examples/weather-agent.flow.json'),
    mayOpenBrowser: values['no-open'] !== true && !process.env['CI'] && hasDisplay(),
    port: values.port === undefined ? undefined : Number(values.port),
  };
}

/** Runs the desktop app until it is closed; otherwise answers why it cannot run, as the end of a sentence. */
async function tryDesktop(file: string): Promise<string | undefined> {
  if (!hasDisplay()) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  const electron = findElectron() ?? (await installElectron());
  if (electron === undefined) return 'Electron could not be downloaded';
  say('Opening the desktop app …');
  const startedMs = performance.now();
  const code = await runChild(electron, [projectPath(''), file], {
    cwd: process.cwd(),
    stdio: 'inherit',
  });
  const hasFailed = code !== 0 && performance.now() - startedMs < hopelessWithinMs;
  return hasFailed ? 'Electron ended at once' : undefined;
}

async function openWebHost(options: StartOptions, reason: string): Promise<number> {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const host = await startWebHost({
      flowFile: options.file,
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    say(`No desktop app here (${reason}); open Millrace in your browser: ${host.url}`);
    say('The link works once; afterwards this browser is let in by itself. Press Ctrl+C to stop.');
    if (options.mayOpenBrowser) openBrowser(host.url);
    await stopped;
    await host.close();
    return 0;
  } catch (error) {
    const { message, action } = toErrorInfo(error);
    console.error([message, action].filter(Boolean).join(' '));
    return 1;
  }
}
