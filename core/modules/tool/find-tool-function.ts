import type { ArrowFunctionExpression, Comment, Expression, Pattern, Program } from 'acorn';
import { parse } from 'acorn';
import type { CodePlace, ToolFinding } from './tool-finding.ts';

/** The function that a tool's code is about. */
export interface ToolFunction {
  readonly name: string;
  readonly place: CodePlace;
  readonly parameters: readonly Pattern[];
  /** The JSDoc comment right above it, with its delimiters. */
  readonly doc?: { readonly text: string; readonly place: CodePlace };
}

/** Either the tool's function or the reasons why there is none. */
export interface FoundFunction {
  readonly tool?: ToolFunction;
  readonly findings: readonly ToolFinding[];
}

interface Candidate {
  readonly name: string | undefined;
  readonly exported: boolean;
  readonly generator: boolean;
  readonly parameters: readonly Pattern[];
  /** Where its statement begins, with `export`. */
  readonly start: number;
  readonly place: CodePlace;
  readonly doc?: ToolFunction['doc'];
}

type Statement = Program['body'][number];

/** Parses the code and picks the tool: the exported function, else the documented, else the only one. */
export function findToolFunction(code: string): FoundFunction {
  const comments: Comment[] = [];
  let program: Program;
  try {
    program = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      locations: true,
      onComment: comments,
    });
  } catch (error) {
    return { findings: [describeSyntaxError(error)] };
  }
  const findings = program.body.filter(isImport).map((node) => ({
    severity: 'error' as const,
    code: 'import_not_possible',
    message: 'A tool cannot import anything: its code runs on its own.',
    action: 'Write what it needs into the code itself.',
    ...placeOf(node),
  }));
  const candidates = collectCandidates(program, comments, code);
  const { tool, finding } = chooseTool(candidates);
  return {
    findings: finding === undefined ? findings : [...findings, finding],
    ...(tool === undefined ? {} : { tool }),
  };
}

function chooseTool(candidates: readonly Candidate[]): {
  readonly tool?: ToolFunction;
  readonly finding?: ToolFinding;
} {
  const exported = candidates.filter((candidate) => candidate.exported);
  const pool = exported.length > 0 ? exported : candidates;
  const documented = pool.filter((candidate) => candidate.doc !== undefined);
  const chosen = documented.length > 0 ? documented : pool;
  const [first, second] = chosen;
  if (first === undefined) return { finding: noFunction };
  if (second !== undefined) return { finding: tooMany(chosen, second) };
  const problem = checkCandidate(first);
  if (problem !== undefined || first.name === undefined) {
    return problem === undefined ? {} : { finding: problem };
  }
  const { name, place, parameters, doc } = first;
  return { tool: { name, place, parameters, ...(doc === undefined ? {} : { doc }) } };
}

const noFunction: ToolFinding = {
  severity: 'error',
  code: 'no_function',
  message: 'The code has no function that a model could call.',
  action: 'Write a function at the top level, with a JSDoc comment above it.',
};

function tooMany(chosen: readonly Candidate[], second: Candidate): ToolFinding {
  const names = chosen.map(({ name }) => name ?? 'a function without a name').join(', ');
  const documented = second.doc !== undefined;
  return {
    severity: 'error',
    code: 'several_tools',
    message: documented
      ? `The code documents several functions (${names}), but a tool is one function.`
      : `The code has several functions (${names}), and none says that it is the tool.`,
    action: documented
      ? 'Keep one of them here, and give each of the others a tool node of its own.'
      : 'Put a JSDoc comment above the one that the model shall call.',
    ...second.place,
  };
}

function checkCandidate({ name, generator, place }: Candidate): ToolFinding | undefined {
  const problem = (code: string, message: string, action: string): ToolFinding => ({
    severity: 'error',
    code,
    message,
    action,
    ...place,
  });
  if (name === undefined) {
    return problem(
      'unnamed_function',
      'The function has no name for the model to call.',
      'Give it a name, such as get_weather.',
    );
  }
  if (generator) {
    return problem(
      'generator_function',
      `The function ${name} is a generator, which gives a model no result.`,
      'Make it a plain or an async function that returns its result.',
    );
  }
  // What OpenAI and most others accept as the name of a function.
  if (/^[a-zA-Z0-9_]{1,64}$/.test(name)) return undefined;
  return problem(
    'unusable_name',
    `Models cannot call a tool named ${name}.`,
    'Use at most 64 letters from a to z, digits and underscores.',
  );
}

function collectCandidates(
  program: Program,
  comments: readonly Comment[],
  code: string,
): readonly Candidate[] {
  const exportedNames = new Set(program.body.flatMap(exportedNamesOf));
  return program.body.flatMap((statement, index) => {
    const previousEnd = index === 0 ? 0 : (program.body[index - 1]?.end ?? 0);
    const doc = docAbove(comments, previousEnd, statement.start, code);
    return readStatement(statement).map((candidate) => ({
      ...candidate,
      exported:
        candidate.exported || (candidate.name !== undefined && exportedNames.has(candidate.name)),
      ...(doc === undefined ? {} : { doc }),
    }));
  });
}

function exportedNamesOf(statement: Statement): readonly string[] {
  if (statement.type === 'ExportDefaultDeclaration') {
    return statement.declaration.type === 'Identifier' ? [statement.declaration.name] : [];
  }
  if (statement.type !== 'ExportNamedDeclaration') return [];
  return statement.specifiers.flatMap(({ local }) =>
    local.type === 'Identifier' ? [local.name] : [],
  );
}

/** The functions that a top-level statement declares. */
function readStatement(statement: Statement): readonly Candidate[] {
  const { start } = statement;
  const exported =
    statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  const declared = exported ? statement.declaration : statement;
  const base = { exported, start, place: placeOf(statement) };
  switch (declared?.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const name = 'id' in declared ? declared.id?.name : undefined;
      return [{ ...base, name, generator: declared.generator, parameters: declared.params }];
    }
    case 'VariableDeclaration':
      return declared.declarations.flatMap(({ id, init }) => {
        if (id.type !== 'Identifier' || !isFunction(init)) return [];
        const { generator, params } = init;
        return [{ ...base, name: id.name, generator, parameters: params }];
      });
    default:
      return [];
  }
}

type FunctionValue = ArrowFunctionExpression | (Expression & { type: 'FunctionExpression' });

function isFunction(node: Expression | null | undefined): node is FunctionValue {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}

function isImport(statement: Statement): boolean {
  return (
    statement.type === 'ImportDeclaration' ||
    statement.type === 'ExportAllDeclaration' ||
    (statement.type === 'ExportNamedDeclaration' && Boolean(statement.source))
  );
}

/** The last JSDoc comment between the statement before and this one. */
function docAbove(
  comments: readonly Comment[],
  from: number,
  until: number,
  code: string,
): ToolFunction['doc'] {
  const comment = comments.findLast(
    ({ type, value, start, end }) =>
      type === 'Block' && value.startsWith('*') && start >= from && end <= until,
  );
  if (comment?.loc === undefined || comment.loc === null) return undefined;
  return { text: code.slice(comment.start, comment.end), place: placeOf(comment) };
}

function placeOf(node: { readonly loc?: Statement['loc'] }): CodePlace {
  const start = node.loc?.start;
  return { line: start?.line ?? 1, column: (start?.column ?? 0) + 1 };
}

function describeSyntaxError(error: unknown): ToolFinding {
  const { message, loc } = error as SyntaxError & { loc?: { line: number; column: number } };
  // acorn writes the place behind the sentence as well.
  const reason = message.replace(/ \(\d+:\d+\)$/, '');
  return {
    severity: 'error',
    code: 'syntax_error',
    message: `The code is not valid JavaScript: ${reason}.`,
    ...(loc === undefined ? {} : { line: loc.line, column: loc.column + 1 }),
  };
}
