import { toErrorInfo } from '../../shared/errors.ts';
import { stringifySorted } from '../../shared/json.ts';
import { findRawFormat } from '../formats/index.ts';
import type { ToolFormat } from '../formats/tool-format.ts';
import { listChunkings } from './chunkings.ts';
import { readRawTurn, readSseTurn } from './read-turn.ts';
import { createToolSpecs, sseFormatId } from './tool-call-case.ts';
import type { ToolCallCase, TurnReading } from './tool-call-case.ts';

/** Where a case was not read as it must be. */
export interface CaseDifference {
  readonly caseId: string;
  /** The first chunking that differed. */
  readonly chunking: string;
  /** How many chunkings differed, of how many. */
  readonly differing: number;
  readonly tried: number;
  /** One line for each field that differs: the field, what was expected, what came. */
  readonly lines: readonly string[];
}

/** What a run of cases came to; a case counts once. */
export interface CaseReport {
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly CaseDifference[];
}

/** Runs each case in every chunking. `extra` are formats beyond those that ship. */
export function runToolCallCases(
  cases: readonly ToolCallCase[],
  extra: readonly ToolFormat[] = [],
): CaseReport {
  const differences = cases.flatMap((one) => runToolCallCase(one, extra) ?? []);
  const failed = differences.length;
  return { passed: cases.length - failed, failed, differences };
}

/** Runs one case in every chunking; undefined: all were read as they must be. */
export function runToolCallCase(
  one: ToolCallCase,
  extra: readonly ToolFormat[] = [],
): CaseDifference | undefined {
  let first: { chunking: string; lines: readonly string[] } | undefined;
  let [differing, tried] = [0, 0];
  for (const { name, read } of listReadings(one, extra)) {
    tried += 1;
    const lines = describeDifferences(one, read);
    if (lines.length === 0) continue;
    differing += 1;
    first ??= { chunking: name, lines };
  }
  return first === undefined ? undefined : { caseId: one.id, ...first, differing, tried };
}

/** A difference as a few short lines for people. */
export function describeDifference(difference: CaseDifference): string {
  const { caseId, chunking, differing, tried, lines } = difference;
  const head = `${caseId} (${chunking}; ${differing} of ${tried} chunkings)`;
  return [head, ...lines.map((line) => `  ${line}`)].join('\n');
}

interface NamedReading {
  readonly name: string;
  readonly read: () => TurnReading;
}

function* listReadings(one: ToolCallCase, extra: readonly ToolFormat[]): Generator<NamedReading> {
  if (one.format === sseFormatId) {
    for (const { name, pieces } of listChunkings(new TextEncoder().encode(one.text))) {
      yield { name, read: () => readSseTurn(pieces) };
    }
    return;
  }
  const options = {
    format: findRawFormat(one.format, extra),
    tools: createToolSpecs(one.tools),
    startInReasoning: one.options?.startInReasoning,
  };
  for (const { name, pieces } of listChunkings(one.text)) {
    yield { name, read: () => readRawTurn(options, pieces) };
  }
}

function describeDifferences(one: ToolCallCase, read: () => TurnReading): readonly string[] {
  let got: TurnReading;
  try {
    got = read();
  } catch (error) {
    return [`crashed: ${toErrorInfo(error).message}`];
  }
  const { visible_text, reasoning, calls, errors = [], finish } = one.expect;
  return [
    ...compare('visible_text', visible_text, got.visible_text),
    ...compare('reasoning', reasoning, got.reasoning),
    ...compare('calls', calls, got.calls),
    // Which of several errors is told first is not part of a case.
    ...compare('errors', errors.toSorted(), got.errors.toSorted()),
    ...(finish === undefined ? [] : compare('finish', finish, got.finish)),
  ];
}

function compare(field: string, expected: unknown, got: unknown): readonly string[] {
  if (stringifySorted(expected) === stringifySorted(got)) return [];
  return [`${field}: expected ${shorten(expected)}, got ${shorten(got)}`];
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 400 ? text : `${text.slice(0, 400)}… (${text.length} characters)`;
}
