import { text as readAll } from 'node:stream/consumers';
import type { RecordQueryResult, RecordSchema, SqlPlace } from '../../contracts/record-query.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { MillraceError, toErrorInfo, type ErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeError, escapeControls, writeMessage, writeResult } from '../messages.ts';
import { openOwnRecord } from '../open-own-record.ts';
import { printTable } from '../print-table.ts';
import { readCount, readNumber } from '../read-numbers.ts';

export interface QueryOptions {
  readonly param: readonly string[];
  readonly limit: string;
  readonly timeout: string;
  readonly json?: true;
  readonly schema?: true;
  readonly record?: string;
}

/** A cell of a table is cut here; JSON has all of it. */
const widestCell = 80;
/** Runs that ended a moment ago are read first, in ms. */
const catchUpMs = 5000;

/** `millrace query SQL`: the rows of one statement that reads the record. */
export async function queryRecord(sql: string | undefined, options: QueryOptions): Promise<number> {
  let record: RunRecord | undefined;
  let statement = sql ?? '';
  try {
    record = openOwnRecord(options.record);
    const { history } = record;
    if (options.schema === true) {
      printSchema(history.schema(), options.json === true);
      return exitCodes.done;
    }
    if (statement === '-') statement = await readAll(process.stdin);
    if (statement.trim() === '') throw noStatement();
    await history.catchUp(catchUpMs);
    const result = await history.query({
      sql: statement,
      parameters: options.param,
      limit: readCount('--limit', options.limit),
      timeoutMs: readNumber('--timeout', options.timeout) * 1000,
    });
    printRows(result, options.json === true);
    return exitCodes.done;
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    showPlace(statement, info);
    return info.code.startsWith('sql_') ? exitCodes.failed : exitCodeOf(info.code);
  } finally {
    record?.close();
  }
}

function printRows({ columns, rows, isCut }: RecordQueryResult, asJson: boolean): void {
  if (asJson) {
    for (const row of rows)
      writeResult(JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at]]))));
  } else {
    const cells = rows.map((row) => row.map(toCell));
    printTable([columns.map(toCell), ...cells]);
  }
  if (isCut) writeMessage('There are more rows; raise --limit to see them.');
}

function toCell(value: JsonValue): string {
  const text = escapeControls(
    value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value),
  );
  return text.length <= widestCell ? text : `${text.slice(0, widestCell - 1)}…`;
}

function printSchema({ views, examples }: RecordSchema, asJson: boolean): void {
  if (asJson) return writeResult(JSON.stringify({ views, examples }, undefined, 2));
  for (const { name, parameters, about, columns } of views) {
    writeResult(`${name}${parameters.length === 0 ? '' : `(${parameters.join(', ')})`}: ${about}`);
    for (const column of columns) writeResult(`  ${column.name.padEnd(20)} ${column.about}`);
  }
}

/** The line of the statement that is wrong, with a mark under the place. */
function showPlace(sql: string, { details }: ErrorInfo): void {
  const { line, column, length } = (details ?? {}) as Partial<SqlPlace>;
  if (line === undefined || column === undefined) return;
  const text = escapeControls(sql.split('\n')[line - 1] ?? '');
  writeMessage(`  ${text}`);
  writeMessage(`  ${' '.repeat(column - 1)}${'^'.repeat(Math.max(1, length ?? 1))}`);
}

function noStatement(): MillraceError {
  return new MillraceError('invalid_argument', 'There is no statement.', {
    action: 'Give one, such as "SELECT * FROM run_list", or see --schema.',
  });
}
