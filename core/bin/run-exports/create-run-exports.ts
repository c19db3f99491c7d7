import type { ConnectionInfo } from '../../contracts/connection.ts';
import type { HttpClient } from '../../contracts/http-client.ts';
import type { RunRecord } from '../../contracts/record.ts';
import type {
  ExportKind,
  ExportRequest,
  RunExports,
  SentTrace,
  TelemetrySettings,
} from '../../contracts/run-exports.ts';
import type { TrafficStore } from '../../contracts/run-traffic.ts';
import type { Secrets } from '../../contracts/secrets.ts';
import { writeEventsCsv, writeSpansCsv } from '../../exports/csv.ts';
import { writeFlight } from '../../exports/flight/write-flight.ts';
import { nameExport } from '../../exports/name-export.ts';
import { writeNdjson } from '../../exports/ndjson.ts';
import { createModelFacts } from '../../exports/otlp/model-facts.ts';
import { writeOtlpRequests } from '../../exports/otlp/otlp-requests.ts';
import { sendTrace } from '../../exports/otlp/send-trace.ts';
import { makeTestTrace } from '../../exports/otlp/test-trace.ts';
import { mapTrace } from '../../exports/otlp/trace-mapper.ts';
import { createRedactor } from '../../exports/redactor.ts';
import type { Redactor } from '../../exports/redactor.ts';
import { makeRunTest } from '../../exports/run-test/make-run-test.ts';
import { writeRunTest } from '../../exports/run-test/run-test-file.ts';
import { openRunSource } from '../../exports/run-source.ts';
import type { RunSource } from '../../exports/run-source.ts';
import {
  checkTelemetry,
  readTelemetry,
  writeTelemetry,
} from '../../node/exports/telemetry-store.ts';
import { MillraceError } from '../../shared/errors.ts';
import { RecordingIntake } from './recording-intake.ts';

export interface RunExportsParts {
  readonly record: RunRecord;
  readonly traffic: TrafficStore;
  readonly secrets: Secrets;
  readonly http: HttpClient;
  /** The program's version. */
  readonly version: string;
  /** The file of the settings for traces. */
  readonly telemetryPath: string;
  listConnections(): readonly ConnectionInfo[];
  /** Told of every change of the settings. */
  onTelemetry(settings: TelemetrySettings): void;
}

const pieceCharacters = 1_000_000;

/** The exports of one client. */
export function createRunExports(parts: RunExportsParts): RunExports {
  const open = new Map<string, Iterator<string>>();
  const intake = new RecordingIntake(parts.record, parts.traffic);
  return {
    begin(request) {
      const source = openRunSource(parts.record, request.runId, parts.traffic);
      const exportId = crypto.randomUUID();
      open.set(exportId, writeAs(source, request, parts)[Symbol.iterator]());
      return { exportId, name: nameFile(source, request.kind) };
    },
    read(exportId) {
      const texts = open.get(exportId);
      if (texts === undefined) throw unknown('unknown_export', 'This export is over.');
      const held: string[] = [];
      for (let length = 0; length < pieceCharacters;) {
        const next = texts.next();
        if (next.done === true) {
          open.delete(exportId);
          return { text: held.join(''), isLast: true };
        }
        held.push(next.value);
        length += next.value.length;
      }
      return { text: held.join(''), isLast: false };
    },
    beginRecording: () => intake.begin(),
    writeRecording: (id, base64) => intake.write(id, base64),
    endRecording: (id) => intake.end(id),
    telemetry: () => readTelemetry(parts.telemetryPath),
    setTelemetry(settings) {
      const stored = writeTelemetry(parts.telemetryPath, settings);
      parts.onTelemetry(stored);
      return stored;
    },
    async testTelemetry(settings) {
      checkTelemetry(settings);
      const { traceId, spans } = makeTestTrace(Date.now() * 1000);
      return { traceId, ...(await send(spans, settings, parts)) };
    },
    sendRun: (runId) => sendRun(runId, readTelemetry(parts.telemetryPath), parts),
    release() {
      open.clear();
      intake.release();
    },
  };
}

/** What sending a run needs. */
export type SendRunParts = Pick<
  RunExportsParts,
  'record' | 'secrets' | 'http' | 'version' | 'listConnections'
>;

/** Sends a run's trace to where the settings say. Throws as `sendTrace`, `unknown_run`, `missing_secret`, `no_endpoint`. */
export async function sendRun(
  runId: string,
  settings: TelemetrySettings,
  parts: SendRunParts,
): Promise<SentTrace> {
  const source = openRunSource(parts.record, runId);
  const redactor = redactorOf(parts, !settings.withContents);
  return send(traceOf(source, redactor, parts), settings, parts);
}

function send(
  spans: Parameters<typeof sendTrace>[0],
  { endpoint, headers }: TelemetrySettings,
  { http, secrets, version }: Pick<SendRunParts, 'http' | 'secrets' | 'version'>,
): Promise<SentTrace> {
  if (endpoint === '') {
    throw new MillraceError('no_endpoint', 'There is no collector to send traces to.', {
      action: 'Give its address in the settings of OpenTelemetry.',
    });
  }
  const values = Object.entries(headers).map(([name, value]) => [name, reveal(value, secrets)]);
  return sendTrace(
    spans,
    { url: endpoint, headers: Object.fromEntries(values) as Record<string, string> },
    { http, sender: { version }, signal: new AbortController().signal },
  );
}

function reveal(value: TelemetrySettings['headers'][string], secrets: Secrets): string {
  if (typeof value === 'string') return value;
  const found = secrets.get(value.$secret);
  if (found !== undefined) return found;
  throw new MillraceError(
    'missing_secret',
    `There is no secret named "${value.$secret}" on this machine.`,
    { action: `Set ${value.$secret} in the environment or in the app's secrets.` },
  );
}

function writeAs(
  source: RunSource,
  { kind, withoutContents }: ExportRequest,
  parts: RunExportsParts,
): Iterable<string> {
  const redactor = redactorOf(parts, withoutContents && kind !== 'test');
  switch (kind) {
    case 'flight':
      return writeFlight(source, { redactor, writtenBy: `millrace ${parts.version}` });
    case 'ndjson':
      return writeNdjson(source, { redactor, withValues: false });
    case 'events-csv':
      return writeEventsCsv(source, redactor);
    case 'spans-csv':
      return writeSpansCsv(source, redactor);
    case 'otlp':
      return writeBodies(source, redactor, parts);
    case 'test':
      return [writeRunTest(makeRunTest(source, { redactor }))];
  }
}

function* writeBodies(
  source: RunSource,
  redactor: Redactor,
  parts: RunExportsParts,
): Generator<string> {
  const { version } = parts;
  for (const { body } of writeOtlpRequests(traceOf(source, redactor, parts), { version }))
    yield `${body}\n`;
}

function traceOf(
  source: RunSource,
  redactor: Redactor,
  { listConnections }: Pick<SendRunParts, 'listConnections'>,
): ReturnType<typeof mapTrace> {
  const findModel = createModelFacts(source.flow, listConnections());
  return mapTrace(source, { redactor, findModel });
}

function redactorOf(
  { secrets }: Pick<SendRunParts, 'secrets'>,
  withoutContents: boolean,
): Redactor {
  return createRedactor({ secrets: secrets.values(), withoutContents });
}

function nameFile({ run }: RunSource, kind: ExportKind): string {
  switch (kind) {
    case 'flight':
    case 'ndjson':
    case 'otlp':
      return nameExport(run, kind, { isPacked: false });
    case 'events-csv':
    case 'spans-csv':
      return nameExport(run, 'csv', { isPacked: false }).replace(
        '.csv',
        `.${kind.replace('-', '.')}`,
      );
    case 'test':
      return nameExport(run, 'test', { isPacked: false });
  }
}

function unknown(code: string, message: string): MillraceError {
  return new MillraceError(code, message, { action: 'Begin it again.' });
}
