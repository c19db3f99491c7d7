import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { Connections } from '../contracts/connection.ts';
import type { CodeRunRequest } from '../engine/create-engine.ts';
import type { ReplayPace } from '../model/run-request.ts';
import { createTrafficRecorder, recordTraffic } from '../models/replay/create-traffic-recorder.ts';
import { MillraceError } from '../shared/errors.ts';
import { writeMessage } from './messages.ts';

/** What the command line may ask about a run's model traffic. */
export interface TrafficOptions {
  /** Path of the traffic file to write. */
  readonly saveFixture?: string;
  /** Path of the traffic file to answer from. */
  readonly replay?: string;
  /** `recorded` by default. */
  readonly pace?: string;
}

/** How one run reaches models. */
export interface CommandTraffic {
  /** What the engine is to be asked for. */
  readonly request: Pick<CodeRunRequest, 'connections' | 'replay'>;
  /** Closes the file that is written, if one is. */
  close(): void;
}

/** How a run shall reach its models: recorded, replayed, or as ever. Throws for files that cannot be used. */
export function openTraffic(
  connections: Connections,
  secrets: readonly string[],
  { saveFixture, replay, pace }: TrafficOptions,
): CommandTraffic {
  if (replay !== undefined) {
    if (saveFixture !== undefined) {
      throw wrongUse('--replay and --save-fixture do not go together.', 'Leave one of them out.');
    }
    const text = readFixture(replay);
    const request = { replay: { name: basename(replay), text, pace: readPace(pace) } };
    return { request, close: () => {} };
  }
  if (pace !== undefined) throw wrongUse('--pace needs --replay.', 'Add --replay PATH.');
  if (saveFixture === undefined) return { request: {}, close: () => {} };
  const file = openForWriting(saveFixture);
  const recorder = createTrafficRecorder({ secrets, write: createLineWriter(file, saveFixture) });
  const recorded = recordTraffic(connections, recorder);
  return { request: { connections: recorded }, close: () => closeSync(file) };
}

/** Writes lines until one cannot be written, then says so once: a full disk must not fail the run. */
function createLineWriter(file: number, path: string): (line: string) => void {
  let isBroken = false;
  return (line) => {
    if (isBroken) return;
    try {
      writeSync(file, line);
    } catch (error) {
      isBroken = true;
      writeMessage(`The traffic file ${path} is incomplete: ${(error as Error).message}`);
    }
  };
}

function readPace(pace: string | undefined): ReplayPace {
  if (pace === undefined || pace === 'recorded') return 'recorded';
  if (pace === 'none') return 'none';
  throw wrongUse(`There is no pace "${pace}".`, 'Choose recorded or none.');
}

function readFixture(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new MillraceError('file_not_found', `The traffic file ${path} cannot be read.`, {
      action: 'Check its path; write one with --save-fixture.',
      cause: error,
    });
  }
}

function openForWriting(path: string): number {
  try {
    // It holds what people typed: other accounts of the machine must not read it.
    return openSync(path, 'w', 0o600);
  } catch (error) {
    throw new MillraceError('file_unwritable', `The traffic file ${path} cannot be written.`, {
      action: 'Choose another place.',
      cause: error,
    });
  }
}

function wrongUse(message: string, action: string): MillraceError {
  return new MillraceError('invalid_argument', message, { action });
}
