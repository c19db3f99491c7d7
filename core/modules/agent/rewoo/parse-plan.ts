/** One piece of evidence that a plan asks for. */
export interface PlannedEvidence {
  /** Such as `E1`. */
  readonly id: string;
  /** Why, in the planner's words. */
  readonly plan: string;
  /** The name of a tool, or `LLM`. */
  readonly tool: string;
  /** What stands in the brackets: JSON or text, with `#E1` where earlier evidence goes. */
  readonly input: string;
}

/** A plan as it was read, and what is wrong with it; a plan with faults is of no use. */
export interface ParsedPlan {
  readonly evidence: readonly PlannedEvidence[];
  readonly faults: readonly string[];
}

const assignment = /^[\s>*-]*#(E\d+)\s*=\s*([\w.-]+)\s*\[/;
const planLine = /^[\s>*#\d.-]*Plan(?:\s*\d+)?\s*:\s*\**\s*(.*)$/i;

/** The pieces of evidence that a text refers to, each once. */
export function referencesIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(/#(E\d+)/g), (match) => match[1] ?? ''))];
}

/** Reads lines of `Plan: …` and `#E1 = tool[input]`. Unknown tools, double ids, missing and circular references are faults. */
export function parsePlan(text: string, toolNames: readonly string[], most: number): ParsedPlan {
  const evidence: PlannedEvidence[] = [];
  const faults: string[] = [];
  const lines = text.split('\n');
  let plan = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const reason = planLine.exec(line);
    if (reason !== null) plan = reason[1]?.trim() ?? '';
    const match = assignment.exec(line);
    if (match === null) continue;
    const [lead, id = '', tool = ''] = match;
    const read = readInput(lines, index, lead.length);
    if (read === undefined) {
      faults.push(`#${id} has no closing bracket.`);
      continue;
    }
    index = read.line;
    evidence.push({ id, tool, input: read.input, plan });
    plan = '';
  }
  if (evidence.length > most) faults.push(`It has more than ${most} pieces of evidence.`);
  return { evidence, faults: [...faults, ...findFaults(evidence, toolNames)] };
}

/** What stands between the brackets: to the last one of the line, or of a later line where the JSON goes on. */
function readInput(
  lines: readonly string[],
  start: number,
  from: number,
): { readonly input: string; readonly line: number } | undefined {
  let input = lines[start]?.slice(from) ?? '';
  for (let line = start; ;) {
    const end = input.lastIndexOf(']');
    if (end !== -1 && isClosed(input.slice(0, end)))
      return { input: input.slice(0, end).trim(), line };
    line += 1;
    const next = lines[line];
    if (next === undefined || assignment.test(next) || planLine.test(next)) {
      return end === -1 ? undefined : { input: input.slice(0, end).trim(), line: line - 1 };
    }
    input += `\n${next}`;
  }
}

/** Whether braces are balanced, as far as they are no part of strings. */
function isClosed(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return true;
  const outside = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
  return outside.split('{').length === outside.split('}').length;
}

function findFaults(
  evidence: readonly PlannedEvidence[],
  toolNames: readonly string[],
): readonly string[] {
  if (evidence.length === 0) return ['It has no line such as #E1 = tool[input].'];
  const ids = evidence.map(({ id }) => id);
  const faults: string[] = [];
  evidence.forEach(({ id, tool, input }, index) => {
    if (ids.indexOf(id) !== index) faults.push(`#${id} is there twice.`);
    if (tool !== 'LLM' && !toolNames.includes(tool))
      faults.push(`#${id} uses "${tool}", but there is no such tool.`);
    const missing = referencesIn(input).filter((reference) => !ids.includes(reference));
    for (const reference of missing)
      faults.push(`#${id} needs #${reference}, which is not planned.`);
  });
  if (faults.length === 0 && isCircular(evidence)) faults.push('Evidence depends on itself.');
  return faults;
}

function isCircular(evidence: readonly PlannedEvidence[]): boolean {
  const known = new Set<string>();
  for (let left = evidence; left.length > 0;) {
    const ready = left.filter(({ input }) => referencesIn(input).every((id) => known.has(id)));
    if (ready.length === 0) return true;
    for (const { id } of ready) known.add(id);
    left = left.filter((item) => !ready.includes(item));
  }
  return false;
}
