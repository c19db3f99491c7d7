import type { RecordQueryResult } from '../../core/contracts/record-query.ts';
import type { JsonValue } from '../../core/shared/json.ts';

type Rows = Pick<RecordQueryResult, 'columns' | 'rows'>;

/** What rows can be copied as. */
export const resultForms = ['csv', 'json', 'ndjson'] as const;
type ResultForm = (typeof resultForms)[number];

/** Rows as a text for other programs: CSV with a head, a JSON list of objects, or an object a line. */
export function writeResult(form: ResultForm, { columns, rows }: Rows): string {
  if (form === 'csv') return [columns, ...rows].map(writeCsvRow).join('\r\n') + '\r\n';
  const names = nameColumns(columns);
  const objects = rows.map((row) =>
    Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])),
  );
  if (form === 'json') return `${JSON.stringify(objects, undefined, 2)}\n`;
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}

/** A value as a table shows it. */
export function writeCell(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Two columns of one name would be one key: the later ones are numbered. */
function nameColumns(columns: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let name = column;
    for (let number = 2; taken.has(name); number += 1) name = `${column}_${number}`;
    taken.add(name);
    return name;
  });
}

function writeCsvRow(row: readonly JsonValue[]): string {
  return row
    .map((value) => {
      const text = writeCell(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}
