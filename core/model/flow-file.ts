import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { stringifySorted } from '../shared/json.ts';
import type { Finding, Place } from './finding.ts';
import { findKeyFaults } from './find-key-faults.ts';
import { isFlowDocument } from './is-flow-document.ts';
import { hasAllKeys, scanBrackets } from './scan-json.ts';
import { TextPlaces, lineAndColumn, lineStarts } from './text-places.ts';
import {
  flowDocumentSchema,
  flowFormat,
  flowFormatVersion,
  type FlowDocument,
} from './flow-document.ts';

/** A flow file read as far as it goes. */
export interface ParsedFlow {
  /** Absent when the text is no flow document. */
  readonly document?: FlowDocument;
  readonly findings: readonly Finding[];
  /** A newer format version: may be looked at, not saved over. */
  readonly readOnly: boolean;
  /** Adds line and column to a place of this text. */
  locate(place: Place): Place;
}

/** The longest file that is read, in UTF-16 units: beyond it a parse tree would exhaust memory. */
const maxLength = 64 * 1024 * 1024;
/** How deep the brackets of a flow file may nest. */
export const maxDepth = 256;

/** Reads a flow file's text. Never throws; everything that is wrong is a finding with its line and column. */
export function parseFlow(text: string): ParsedFlow {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (source.length > maxLength)
    return refuse('too_large', 'The file is larger than 64 MB.', 'Open a smaller file.');
  const { depth, colons } = scanBrackets(source);
  if (depth > maxDepth) {
    return refuse(
      'too_deep',
      `The file nests deeper than ${maxDepth} levels.`,
      'This is not a flow file.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    return refuseJson(source, error as Error);
  }
  const places = new TextPlaces(source);
  const locate = (place: Place): Place => places.locate(place);
  const keys = hasAllKeys(value, colons) ? [] : keyFindings(places);
  const read = readDocument(value, locate);
  return { ...read, findings: [...keys, ...read.findings], locate };
}

function refuseJson(source: string, error: Error): ParsedFlow {
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!root || first) return refuse(...jsonError(first, source, lineStarts(source)));
  return refuse(
    'not_json',
    `The file is not valid JSON: ${error.message}.`,
    'Open a .flow.json file.',
  );
}

/** The text of a flow file: sorted keys, two spaces, a final line break. Equal documents give equal bytes. */
export function stringifyFlow(document: FlowDocument): string {
  return `${stringifySorted(document)}\n`;
}

function keyFindings({ tree: { root, lines } }: TextPlaces): Finding[] {
  if (!root) return [];
  return findKeyFaults(root).map(({ code, message, action, path, offset }) => {
    const finding = documentFinding(code, message, path, action);
    return { ...finding, place: { ...finding.place, ...lineAndColumn(offset, lines) } };
  });
}

function readDocument(value: unknown, locate: (place: Place) => Place): Omit<ParsedFlow, 'locate'> {
  const head = value as { format?: unknown; formatVersion?: unknown } | null;
  if (typeof head !== 'object' || head?.format !== flowFormat) {
    const finding = documentFinding(
      'not_a_flow',
      `This is not a Millrace flow: its "format" is not "${flowFormat}".`,
      ['format'],
      'Open a .flow.json file.',
    );
    return { findings: [{ ...finding, place: locate(finding.place) }], readOnly: false };
  }
  const newer = typeof head.formatVersion === 'number' && head.formatVersion > flowFormatVersion;
  const findings: Finding[] = newer
    ? [
        documentFinding(
          'newer_format_version',
          `This flow was saved by a newer Millrace (format version ${String(head.formatVersion)}, here ${flowFormatVersion}).`,
          ['formatVersion'],
          'It is opened to look at only. Update Millrace to edit or run it.',
        ),
      ]
    : [];
  const isWhole = isFlowDocument(value);
  const parsed = isWhole
    ? { success: true as const, data: value }
    : flowDocumentSchema.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
      findings.push(
        documentFinding(
          'invalid_flow',
          describeIssue(path.join('.'), issue.message),
          path,
          'Correct the file at this place.',
        ),
      );
    }
  }
  return {
    ...(parsed.success ? { document: parsed.data } : {}),
    findings: findings.map((finding) => ({ ...finding, place: locate(finding.place) })),
    readOnly: newer,
  };
}

/** Says in plain words what zod says of a type; its other messages are our own. */
function describeIssue(path: string, message: string): string {
  const place = path === '' ? 'The document' : `"${path}"`;
  const types = /^Invalid input: expected (\w+), received (\w+)$/.exec(message);
  if (message === 'Invalid input') return `${place} does not fit here.`;
  if (types === null) return `${place}: ${message}.`;
  const [expected = '', received = ''] = types.slice(1).map(nameType);
  return received === 'undefined'
    ? `${place} is missing.`
    : `${place} must be ${expected}, not ${received}.`;
}

function nameType(type: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    record: 'an object',
    object: 'an object',
  };
  return names[type] ?? type;
}

function documentFinding(
  code: string,
  message: string,
  path: readonly (string | number)[],
  action: string,
): Finding {
  const nodeId = path[0] === 'nodes' && typeof path[1] === 'string' ? path[1] : undefined;
  const edgeIndex = path[0] === 'edges' && typeof path[1] === 'number' ? path[1] : undefined;
  const place = {
    path,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(edgeIndex === undefined ? {} : { edgeIndex }),
  };
  return { severity: 'error', code, message: message.replace(/\.\.$/, '.'), action, place };
}

function refuse(
  code: string,
  message: string,
  action: string,
  position: Partial<Place> = {},
): ParsedFlow {
  const place: Place = { path: [], ...position };
  return {
    findings: [{ severity: 'error', code, message, action, place }],
    readOnly: false,
    locate: (any) => any,
  };
}

function jsonError(
  error: ParseError | undefined,
  source: string,
  lines: readonly number[],
): [string, string, string, Partial<Place>] {
  if (!error || source.trim() === '') {
    return ['not_json', 'The file is empty.', 'Open a .flow.json file.', { line: 1, column: 1 }];
  }
  const words = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return [
    'not_json',
    `The file is not valid JSON: ${words}.`,
    'Correct the file at this place.',
    lineAndColumn(error.offset, lines),
  ];
}
