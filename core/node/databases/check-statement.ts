import { MillraceError } from '../../shared/errors.ts';

const reading = new Set(['select', 'with', 'values', 'explain', 'pragma']);
const writing = new Set([
  'insert',
  'update',
  'delete',
  'replace',
  'create',
  'drop',
  'alter',
  'reindex',
  'analyze',
]);

/** Pragmas that tell about a database and change nothing. */
const telling =
  /^pragma\s+(?:main\s*\.\s*)?(?:table_info|table_xinfo|table_list|index_list|index_info|index_xinfo|foreign_key_list|foreign_key_check|user_version|schema_version|page_count|page_size|integrity_check|quick_check|encoding)\s*(?:\(\s*(?:\w+|'[^']*'|"[^"]*")\s*\))?\s*;?\s*$/i;

/**
 * Refuses statements that reach beyond the one file, such as ATTACH and VACUUM INTO: the way into other files. What is
 * let through goes by its first word, since SQLite chooses the statement by it. Throws `sql_refused`.
 */
export function checkStatement(sql: string, mayWrite: boolean): void {
  const text = sql.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  const word = /^[a-z]+/i.exec(text)?.[0].toLowerCase() ?? '';
  if (word === '') throw refuse('It is not a statement.', 'Begin it with SELECT, for example.');
  if (word === 'pragma' && !telling.test(text)) {
    throw refuse('This PRAGMA may not run here.', 'Use those that only tell about the database.');
  }
  if (reading.has(word) || (mayWrite && writing.has(word))) return;
  if (writing.has(word)) {
    throw refuse(
      `${word.toUpperCase()} changes the database, which is only read here.`,
      'Use SELECT; a SQL node can be set to write.',
    );
  }
  throw refuse(
    `${word.toUpperCase()} may not run here.`,
    mayWrite
      ? 'Use SELECT, INSERT, UPDATE, DELETE, or statements that change tables.'
      : 'Use SELECT.',
  );
}

/** A statement that may not run. */
export function refuse(message: string, action: string): MillraceError {
  return new MillraceError('sql_refused', message, { action });
}
