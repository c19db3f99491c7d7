import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { Finding } from '../../core/model/finding.ts';
import { scanBrackets } from '../../core/model/scan-json.ts';
import { lineAndColumn, lineStarts } from '../../core/model/text-places.ts';

/** A stretch of a text that something is wrong with. */
export interface TextMark {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Where a text that is no JSON yet fails first: the 1-based line and column, and the mark. */
export interface SyntaxFault {
  readonly mark: TextMark;
  readonly line: number;
  readonly column: number;
  /** In jsonc-parser's words, such as `CommaExpected`, or `TooDeep`. */
  readonly code: string;
}

/** A value's brackets may nest so deep: a flow around it, or several flows in one another, still fit into a file. */
export const deepestValue = 200;

/** `code` of a text that nests deeper. */
export const tooDeepCode = 'TooDeep';

/** The first fault of a text as JSON; undefined where it is JSON. */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  // Before it is parsed, which a text of thousands of levels would not let happen.
  if (scanBrackets(text).depth > deepestValue) return faultAt(text, 0, 1, tooDeepCode);
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [first] = errors;
  if (first === undefined) return undefined;
  const at = Math.min(first.offset, Math.max(0, text.length - 1));
  return faultAt(text, at, Math.max(1, first.length), printParseErrorCode(first.error));
}

function faultAt(text: string, at: number, length: number, code: string): SyntaxFault {
  return {
    mark: { from: at, to: Math.min(text.length, at + length), severity: 'error', message: code },
    ...lineAndColumn(at, lineStarts(text)),
    code,
  };
}

/** Findings about a setting as marks in its JSON text, each at the innermost value that it names. */
export function markFindings(text: string, findings: readonly Finding[]): readonly TextMark[] {
  if (findings.length === 0) return [];
  const root = parseTree(text);
  if (root === undefined) return [];
  return findings.map(({ severity, message, place }) => {
    // nodes, id, settings, key; the rest leads into the value.
    const path = place.path.slice(4);
    let node = root;
    for (let length = path.length; length > 0; length--) {
      const found = findNodeAtLocation(root, path.slice(0, length));
      if (found === undefined) continue;
      node = found;
      break;
    }
    // A whole object in red says less than its first line.
    const until = text.indexOf('\n', node.offset);
    const end = node.offset + node.length;
    const to = until < 0 ? end : Math.min(end, until);
    return { from: node.offset, to: Math.max(to, node.offset + 1), severity, message };
  });
}

/** Marks for findings whose sentence ends in a place of the code, as `(line 3, column 5 of the code)`. */
export function markCode(code: string, findings: readonly Finding[]): readonly TextMark[] {
  const starts = lineStarts(code);
  return findings.flatMap(({ severity, message }): readonly TextMark[] => {
    const [, line, column] = /\(line (\d+), column (\d+) of the code\)/.exec(message) ?? [];
    const start = line === undefined ? undefined : starts[Number(line) - 1];
    if (start === undefined) return [];
    const end = code.indexOf('\n', start);
    const last = end < 0 ? code.length : end;
    const from = Math.min(start + Number(column) - 1, Math.max(start, last - 1));
    return [{ from, to: Math.max(from + 1, last), severity, message }];
  });
}
