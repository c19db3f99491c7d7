import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Cuttable, cutRandomly, cutSingly } from '../../stream/cases/chunkings.ts';
import { readRawTurn, readSseTurn } from '../../stream/cases/read-turn.ts';
import { describeDifference, runToolCallCases } from '../../stream/cases/run-cases.ts';
import {
  createToolSpecs,
  parseCaseTools,
  parseToolCallCases,
  sseFormatId,
} from '../../stream/cases/tool-call-case.ts';
import type { TurnReading } from '../../stream/cases/tool-call-case.ts';
import { findRawFormat, rawFormats } from '../../stream/formats/index.ts';
import { parseToolFormats } from '../../stream/formats/parse-tool-format.ts';
import type { ToolFormat } from '../../stream/formats/tool-format.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { withoutByteOrderMark } from '../without-byte-order-mark.ts';
import { openOwnFormats } from '../own-formats.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';

/** The options of `millrace parse`. */
export interface ParseOptions {
  readonly format?: string;
  readonly tools?: string;
  readonly chunks?: string;
  readonly startInReasoning?: true;
  readonly cases?: string;
  readonly formatFile?: string;
}

/**
 * `millrace parse`: reads a model's raw output as Millrace does, from standard input; or runs a file of cases.
 * Everything that can be wrong with the options and files is one sentence and exit code 2.
 */
export async function parseOutput(options: ParseOptions): Promise<number> {
  try {
    const extra = await readFormats(options.formatFile);
    if (options.cases !== undefined) {
      refuseBesideCases(options);
      return await runCases(options.cases, extra);
    }
    writeResult(JSON.stringify(await readInput(options, extra), undefined, 2));
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    writeMessage(describeError(toErrorInfo(error)));
    return exitCodes.wrongUsage;
  }
}

/** A file of cases says itself what each is read with. */
function refuseBesideCases({ format, tools, chunks, startInReasoning }: ParseOptions): void {
  const given = Object.entries({
    '--format': format,
    '--tools': tools,
    '--chunks': chunks,
    '--start-in-reasoning': startInReasoning,
  }).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
  if (given.length === 0) return;
  throw new MillraceError(
    'invalid_argument',
    `--cases does not go together with ${given.join(' and ')}.`,
    { action: 'Each case has its own, and runs in every chunking: leave them out.' },
  );
}

async function runCases(file: string, extra: readonly ToolFormat[]): Promise<number> {
  const cases = await readFileAs(file, parseToolCallCases);
  for (const { id, format } of cases) {
    if (format !== sseFormatId) findFormat(format, extra, `${file}: Case ${id}: `);
  }
  if (cases.length === 0) {
    writeMessage(`${file} holds no case, so nothing was shown.`);
    return exitCodes.failed;
  }
  const { passed, failed, differences } = runToolCallCases(cases, extra);
  for (const difference of differences) writeResult(describeDifference(difference));
  writeResult(`${passed} passed, ${failed} failed`);
  return failed === 0 ? exitCodes.done : exitCodes.failed;
}

async function readInput(
  options: ParseOptions,
  extra: readonly ToolFormat[],
): Promise<TurnReading> {
  const { format: id, chunks = 'whole' } = options;
  if (id === undefined) {
    throw new MillraceError('invalid_argument', 'It is not said which format the text is in.', {
      action: `Give --format with one of: ${listFormatIds(extra)}; or --cases with a file.`,
    });
  }
  const cut = chooseCut(chunks);
  const format = id === sseFormatId ? undefined : findFormat(id, extra);
  const tools =
    options.tools === undefined
      ? []
      : createToolSpecs(await readFileAs(options.tools, parseCaseTools));
  const input = await buffer(process.stdin);
  if (format === undefined) return readSseTurn(cut(new Uint8Array(input)));
  const startInReasoning = options.startInReasoning;
  return readRawTurn({ format, tools, startInReasoning }, cut(input.toString('utf8')));
}

function chooseCut(chunks: string): <T extends Cuttable>(whole: T) => readonly T[] {
  if (chunks === 'whole') return (whole) => [whole];
  if (chunks === 'char') return cutSingly;
  const seed = /^random:(\d+)$/.exec(chunks)?.[1];
  if (seed !== undefined) return (whole) => cutRandomly(whole, Number(seed));
  throw new MillraceError('invalid_argument', `"${chunks}" is no way to cut the text.`, {
    action: 'Give --chunks whole, char, or random: with a number, such as random:7.',
  });
}

function findFormat(id: string, extra: readonly ToolFormat[], place = ''): ToolFormat {
  try {
    return findRawFormat(id, extra);
  } catch (error) {
    throw new MillraceError('unknown_raw_format', `${place}${toErrorInfo(error).message}`, {
      action: `Choose one of: ${listFormatIds(extra)}.`,
    });
  }
}

function listFormatIds(extra: readonly ToolFormat[]): string {
  const ids = [...Object.keys(rawFormats), ...extra.map((format) => format.id), sseFormatId];
  return ids.join(', ');
}

async function readFormats(file: string | undefined): Promise<readonly ToolFormat[]> {
  const own = openOwnFormats().own();
  return file === undefined ? own : [...(await readFileAs(file, parseToolFormats)), ...own];
}

/** Reads a file; every error names it. */
async function readFileAs<T>(file: string, parse: (text: string) => T): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw code === 'ENOENT'
      ? new MillraceError('file_not_found', `There is no file ${file}.`)
      : new MillraceError('file_unreadable', `The file ${file} cannot be read (${code}).`);
  }
  try {
    return parse(withoutByteOrderMark(text));
  } catch (error) {
    const { code, message, action } = toErrorInfo(error);
    throw new MillraceError(code, `${file}: ${message}`, action === undefined ? {} : { action });
  }
}
