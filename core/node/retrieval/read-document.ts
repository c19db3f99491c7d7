import { extname } from 'node:path';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import { readCsv } from './read-csv.ts';
import { readHtml } from './read-html.ts';

/** A document as text that can be cut: records and paragraphs stand apart by empty lines. */
export interface ReadDocument {
  readonly text: string;
  /** Whether lines that begin with # are headings. */
  readonly hasHeadings: boolean;
}

const readers: Readonly<Record<string, (text: string) => ReadDocument>> = {
  '.md': asMarkdown,
  '.markdown': asMarkdown,
  '.mdx': asMarkdown,
  '.html': (text) => asMarkdown(readHtml(text)),
  '.htm': (text) => asMarkdown(readHtml(text)),
  '.xml': (text) => asText(readHtml(text)),
  '.json': (text) => asText(readJson(text)),
  '.jsonl': (text) => asText(readJsonLines(text)),
  '.csv': (text) => asText(describeRows(readCsv(text, ','))),
  '.tsv': (text) => asText(describeRows(readCsv(text, '\t'))),
};

const plainEndings = new Set(['.txt', '.text', '.rst', '.org', '.log', '.yaml', '.yml']);

const kinds: Readonly<Record<string, string>> = {
  '.pdf': 'PDF',
  '.doc': 'Word',
  '.docx': 'Word',
  '.xls': 'Excel',
  '.xlsx': 'Excel',
  '.ppt': 'PowerPoint',
  '.pptx': 'PowerPoint',
  '.odt': 'OpenDocument',
  '.ods': 'OpenDocument',
  '.epub': 'EPUB',
};

/** Whether a file is one of those that folders are searched for. */
export function isReadable(name: string): boolean {
  const ending = extname(name).toLowerCase();
  return plainEndings.has(ending) || Object.hasOwn(readers, ending);
}

/** Why the text of a file cannot be taken, by its name; undefined if it can. */
export function whyUnreadable(name: string): string | undefined {
  const kind = kinds[extname(name).toLowerCase()];
  return kind === undefined ? undefined : `${kind} files cannot be read`;
}

/** The text of a document by the ending of its name; an unknown one is plain text. */
export function readDocument(name: string, text: string): ReadDocument {
  const read = readers[extname(name).toLowerCase()] ?? asText;
  return read(text.replaceAll('\r\n', '\n'));
}

function asMarkdown(text: string): ReadDocument {
  return { text, hasHeadings: true };
}

function asText(text: string): ReadDocument {
  return { text, hasHeadings: false };
}

/** JSON that cannot be read is still text. */
function readJson(text: string): string {
  try {
    return describeRecords(JSON.parse(text) as JsonValue);
  } catch {
    return text;
  }
}

function readJsonLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : readJson(line)))
    .join('\n\n');
}

/** Each element of a list by itself; all else as one record. */
function describeRecords(value: JsonValue): string {
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).map((each) => describeValue(each)).join('\n\n')
    : describeValue(value);
}

function describeValue(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${typeof each === 'string' ? each : JSON.stringify(each)}`)
    .join('\n');
}

/** Each row with the names of its columns, so that a passage says what its values are. */
function describeRows([head = [], ...rows]: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row
        .map((cell, column) => (cell.trim() === '' ? '' : `${head[column] ?? column + 1}: ${cell}`))
        .filter((line) => line !== '')
        .join('\n'),
    )
    .join('\n\n');
}
