import { join } from 'node:path';
import { writeEventsCsv, writeSpansCsv } from '../../exports/csv.ts';
import { writeFlight } from '../../exports/flight/write-flight.ts';
import { nameExport } from '../../exports/name-export.ts';
import type { ExportFormat } from '../../exports/name-export.ts';
import { writeNdjson } from '../../exports/ndjson.ts';
import { createModelFacts } from '../../exports/otlp/model-facts.ts';
import { writeOtlpRequests } from '../../exports/otlp/otlp-requests.ts';
import { sendTrace } from '../../exports/otlp/send-trace.ts';
import { mapTrace } from '../../exports/otlp/trace-mapper.ts';
import { createRedactor } from '../../exports/redactor.ts';
import type { Redactor } from '../../exports/redactor.ts';
import { openRunSource } from '../../exports/run-source.ts';
import type { RunSource } from '../../exports/run-source.ts';
import { connectionsPathBeside } from '../../node/connections/connection-store.ts';
import { createConnections } from '../../node/connections/create-connections.ts';
import { writePieces } from '../../node/exports/write-pieces.ts';
import { createEnvironmentSecrets } from '../../node/host/environment-secrets.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { openTrafficFolder, trafficFolderBeside } from '../../node/host/traffic-folder.ts';
import { createHttpClient } from '../../node/http/create-http-client.ts';
import { MillraceError } from '../../shared/errors.ts';
import { createRawFormats } from '../../stream/formats/raw-formats.ts';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../find-run.ts';
import { writeMessage, writeResult } from '../messages.ts';
import { withOwnRecord, recordPathOf } from '../open-own-record.ts';
import { readVersion } from '../program-info.ts';
import { readTraceHeaders } from '../read-trace-headers.ts';

export interface ExportOptions {
  readonly to?: string;
  readonly format?: string;
  readonly withoutContents?: true;
  readonly contents?: true;
  readonly values?: true;
  readonly table?: string;
  readonly endpoint?: string;
  readonly header: readonly string[];
  readonly record?: string;
}

/** `millrace export RUN`: takes a run out of the record, as a file, on standard output or to a collector. */
export function exportRun(name: string, options: ExportOptions): Promise<number> {
  return withOwnRecord(options.record, async (record) => {
    const format = readFormat(options);
    const { runId } = findRun(record, name);
    const folder = openTrafficFolder(trafficFolderBeside(recordPathOf(options.record)));
    const source = openRunSource(record, runId, folder);
    const redactor = createRedactor({
      secrets: createEnvironmentSecrets(process.env).values(),
      // A trace goes to others by its nature: contents go with it only if somebody says so.
      withoutContents:
        format === 'otlp' ? options.contents !== true : options.withoutContents === true,
    });
    if (options.endpoint !== undefined)
      return await send(source, redactor, options.endpoint, options);
    await write(source, writeAs(format, source, redactor, options), format, options.to);
    return exitCodes.done;
  });
}

function readFormat(options: ExportOptions): Exclude<ExportFormat, 'test'> {
  const { format, to, endpoint, header, contents, withoutContents } = options;
  const formats = ['flight', 'ndjson', 'csv', 'otlp'] as const;
  const named = format ?? (endpoint === undefined ? 'flight' : 'otlp');
  const known = formats.find((candidate) => candidate === named);
  if (known === undefined) {
    throw wrongUse(`There is no format "${named}".`, `Choose one of ${formats.join(', ')}.`);
  }
  if (contents === true && (known !== 'otlp' || withoutContents === true))
    throw wrongUse('--contents is for the format otlp.', 'Other formats hold contents anyway.');
  if (endpoint === undefined) {
    if (header.length > 0) throw wrongUse('--header needs --endpoint.', 'Add --endpoint URL.');
  } else if (known !== 'otlp') {
    throw wrongUse('--endpoint takes the format otlp only.', 'Leave --format out.');
  } else if (to !== undefined) {
    throw wrongUse('--to and --endpoint do not go together.', 'Leave one of them out.');
  }
  return known;
}

function writeAs(
  format: Exclude<ExportFormat, 'test'>,
  source: RunSource,
  redactor: Redactor,
  options: ExportOptions,
): Iterable<string> {
  switch (format) {
    case 'flight':
      return writeFlight(source, { redactor, writtenBy: `millrace ${readVersion()}` });
    case 'ndjson':
      return writeNdjson(source, { redactor, withValues: options.values === true });
    case 'csv':
      return readTable(options.table) === 'spans'
        ? writeSpansCsv(source, redactor)
        : writeEventsCsv(source, redactor);
    case 'otlp':
      return writeRequests(source, redactor);
  }
}

function readTable(table: string | undefined): 'events' | 'spans' {
  if (table === undefined || table === 'events') return 'events';
  if (table === 'spans') return 'spans';
  throw wrongUse(`There is no table "${table}".`, 'Choose events or spans.');
}

function* writeRequests(source: RunSource, redactor: Redactor): Generator<string> {
  const findModel = createModelFacts(source.flow, listConnections());
  const spans = mapTrace(source, { redactor, findModel });
  for (const { body } of writeOtlpRequests(spans, { version: readVersion() })) yield `${body}\n`;
}

async function write(
  { run }: RunSource,
  texts: Iterable<string>,
  format: ExportFormat,
  to: string | undefined,
): Promise<void> {
  // A flight recording is for keeping; all others are for the next program.
  if (to === '-' || (to === undefined && format !== 'flight')) {
    for (const text of texts) {
      if (process.stdout.write(text)) continue;
      await new Promise<void>((resume) => process.stdout.once('drain', () => resume()));
    }
    return;
  }
  const path = to ?? join(process.cwd(), nameExport(run, format, { isPacked: true }));
  await writePieces(path, texts);
  writeResult(path);
}

async function send(
  source: RunSource,
  redactor: Redactor,
  url: string,
  options: ExportOptions,
): Promise<number> {
  const headers = readTraceHeaders(options.header, createEnvironmentSecrets(process.env));
  const findModel = createModelFacts(source.flow, listConnections());
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const { spans, rejected, message } = await sendTrace(
    mapTrace(source, { redactor, findModel }),
    { url, headers },
    { http: createHttpClient(), sender: { version: readVersion() }, signal: stop.signal },
  );
  if (message !== undefined) writeMessage(`The collector says: ${message}`);
  writeResult(`${spans - rejected} of ${spans} spans sent`);
  return rejected === 0 ? exitCodes.done : exitCodes.failed;
}

/** The person's connections, which say what provider a name stands for. */
function listConnections(): ReturnType<ReturnType<typeof createConnections>['list']> {
  return createConnections({
    env: process.env,
    secrets: createEnvironmentSecrets(process.env),
    formats: createRawFormats(),
    storePath: connectionsPathBeside(defaultRecordPath(process.env)),
  }).list();
}

function wrongUse(message: string, action: string): MillraceError {
  return new MillraceError('invalid_argument', message, { action });
}
