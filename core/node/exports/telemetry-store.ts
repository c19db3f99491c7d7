import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { TelemetrySettings } from '../../contracts/run-exports.ts';
import { holdsKeyShape } from '../../model/find-key-shapes.ts';
import { MillraceError } from '../../shared/errors.ts';

/** What holds as long as nobody has said anything: nothing is sent. */
const off: TelemetrySettings = {
  endpoint: '',
  headers: {},
  withContents: false,
  afterEveryRun: false,
};

const stored: z.ZodType<TelemetrySettings> = z.object({
  endpoint: z.string(),
  headers: z.record(z.string(), z.union([z.string(), z.object({ $secret: z.string() })])),
  withContents: z.boolean(),
  afterEveryRun: z.boolean(),
});

/** Where the settings for traces are kept: beside the person's connections. */
export function telemetryPathBeside(recordPath: string): string {
  return join(dirname(recordPath), 'telemetry.json');
}

/** The settings as they are stored; off where there are none, or none that can be read. */
export function readTelemetry(path: string): TelemetrySettings {
  try {
    const parsed = stored.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : off;
  } catch {
    return off;
  }
}

/** Stores settings. Throws `telemetry_invalid` or `file_unwritable`. */
export function writeTelemetry(path: string, settings: TelemetrySettings): TelemetrySettings {
  checkTelemetry(settings);
  const draft = `${path}.${crypto.randomUUID()}.draft`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new MillraceError('file_unwritable', `${path} cannot be written.`, {
      action: 'Check the rights to its folder.',
      cause: error,
    });
  }
  return settings;
}

/** Throws `telemetry_invalid` for what cannot be used, or would store a key as plain text. */
export function checkTelemetry({ endpoint, headers, afterEveryRun }: TelemetrySettings): void {
  const isAddress = URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol);
  if (endpoint !== '' && !isAddress)
    throw invalid(
      'The collector’s address is none of the web.',
      'Begin it with http:// or https://.',
    );
  if (endpoint === '' && afterEveryRun)
    throw invalid('There is no address to send runs to.', 'Give the collector’s address.');
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      throw invalid(`"${name}" cannot name a header.`, 'Use letters, digits and dashes.');
    if (typeof value === 'string' && holdsKeyShape(value))
      throw invalid(
        `The header ${name} holds a key as plain text.`,
        'Store it as a secret, and name that.',
      );
  }
}

function invalid(message: string, action: string): MillraceError {
  return new MillraceError('telemetry_invalid', message, { action });
}
