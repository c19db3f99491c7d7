import type { Database } from 'better-sqlite3';
import type { SqlPlace } from '../../contracts/record-query.ts';

const comment = /--[^\n]*|\/\*[\s\S]*?\*\//g;
const quoted = /'(?:[^']|'')*'/g;

/**
 * Where a statement is wrong by SQLite's message, which names a word but not its place. A syntax error is at the first such
 * word up to which the statement already fails so; a name, where it first stands. Undefined where it cannot be told.
 */
export function locateSqlError(
  database: Database,
  sql: string,
  message: string,
): SqlPlace | undefined {
  // Same lengths, so that places stay.
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');
  const code = sql.replaceAll(comment, blank);
  const near = /^near "([\s\S]*)": syntax error/.exec(message)?.[1];
  if (near !== undefined && near !== '')
    return placesOf(code, near)
      .map((offset) => toPlace(sql, offset, near.length))
      .find(({ offset, length }) => failsSo(database, sql.slice(0, offset + length), message));
  if (/incomplete input/.test(message)) return toPlace(sql, sql.trimEnd().length, 0);
  const name =
    /(?:no such (?:column|table|function|table-valued function)|ambiguous column name|unrecognized token): "?([^"\s]+)"?/.exec(
      message,
    )?.[1];
  if (name === undefined) return undefined;
  const offset = findName(code.replaceAll(quoted, blank), name) ?? placesOf(code, name)[0];
  return offset === undefined ? undefined : toPlace(sql, offset, name.length);
}

function failsSo(database: Database, sql: string, message: string): boolean {
  try {
    database.prepare(sql);
    return false;
  } catch (error) {
    return error instanceof Error && error.message === message;
  }
}

function placesOf(text: string, word: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** A whole word, also behind a table's name. */
function findName(text: string, name: string): number | undefined {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const found = new RegExp(String.raw`(?<![\w$])${escaped}(?![\w$])`, 'i').exec(text);
  return found?.index;
}

function toPlace(sql: string, offset: number, length: number): SqlPlace {
  const before = sql.slice(0, offset).split('\n');
  return { offset, length, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
