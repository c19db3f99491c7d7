import type { ToolSpec } from '../../contracts/chat.ts';
import { buildParameters } from './build-parameters.ts';
import type { ToolFunction } from './find-tool-function.ts';
import { findToolFunction } from './find-tool-function.ts';
import { readToolDoc } from './read-tool-doc.ts';
import type { ToolFinding } from './tool-finding.ts';

/** What JavaScript code says of the tool that it is. */
export interface DescribedTool {
  /** Present when nothing keeps the tool from running; its name is the function's. */
  readonly spec?: ToolSpec;
  /** In the order in which the function takes them. */
  readonly parameterNames: readonly string[];
  /** Errors first, each group in the order of the code. */
  readonly findings: readonly ToolFinding[];
}

const cacheSize = 64;
const cache = new Map<string, DescribedTool>();

/**
 * Derives a tool from JavaScript: its function's name, and from the JSDoc comment above it the
 * description and the JSON schema of the parameters. Equal code gives the same object again.
 */
export function describeTool(code: string): DescribedTool {
  const known = cache.get(code);
  if (known !== undefined) return known;
  const described = describeCode(code);
  // The oldest goes: an editor asks with every keystroke, a run with the same few codes again.
  if (cache.size >= cacheSize) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      break;
    }
  }
  cache.set(code, described);
  return described;
}

function describeCode(code: string): DescribedTool {
  const { tool, findings } = findToolFunction(code);
  if (tool === undefined) return { parameterNames: [], findings };
  const doc = readToolDoc(tool.doc?.text ?? '', tool.doc?.place ?? tool.place);
  const parameters = buildParameters(tool.parameters, doc);
  const all = sortFindings([
    ...findings,
    ...(doc.description === '' ? [missingDescription(tool)] : []),
    ...doc.problems.map(({ reason, place }) => ({
      severity: 'warning' as const,
      code: 'unreadable_tag',
      message: `A line of the comment that describes a parameter cannot be read: ${reason}.`,
      action: 'Write it as @param {string} name - What it means.',
      ...place,
    })),
    ...parameters.findings,
  ]);
  const { names: parameterNames, schema } = parameters;
  if (all.some(({ severity }) => severity === 'error')) return { parameterNames, findings: all };
  const spec = { name: tool.name, description: doc.description, parameters: schema };
  return { spec, parameterNames, findings: all };
}

function missingDescription({ name, place, doc }: ToolFunction): ToolFinding {
  return {
    severity: 'warning',
    code: 'missing_description',
    message: `Nothing tells a model what ${name} does.`,
    action:
      doc === undefined
        ? 'Put a comment above the function that begins with /** and says what it does.'
        : 'Begin the comment above the function with a sentence that says what it does.',
    ...(doc?.place ?? place),
  };
}

function rank({ severity }: ToolFinding): number {
  return severity === 'error' ? 0 : 1;
}

function sortFindings(findings: readonly ToolFinding[]): readonly ToolFinding[] {
  return findings.toSorted(
    (a, b) =>
      rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
