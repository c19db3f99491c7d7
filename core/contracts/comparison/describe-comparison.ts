import { describeDifference } from '../../model/describe-difference.ts';
import type { FlowDifference } from '../../model/flow-difference.ts';
import { isDifferent } from './list-rows.ts';
import type {
  ComparedPart,
  ComparedStep,
  RunComparison,
  StepSide,
  TextComparison,
  TextSide,
} from './run-comparison.ts';

/** What is told of two runs. */
interface ToldComparison {
  readonly comparison: RunComparison;
  /** The steps that differ or hold some that do, in the order of the runs. */
  readonly steps: readonly ToldStep[];
  /** What is different in the flows that they ran. */
  readonly flow: FlowDifference | undefined;
}

/** A step that differs, with the texts that show where. */
export interface ToldStep {
  readonly step: ComparedStep;
  readonly texts: readonly TextComparison[];
}

/** Characters before and behind the place where two texts part. */
const shownCharacters = 60;

/** The texts that say most about why a step is different; at most two. */
export function choosePart({ differs }: ComparedStep): readonly ComparedPart[] {
  const streamed = (['reasoning', 'text'] as const).filter((part) => differs.includes(part));
  if (streamed.length > 0) return streamed;
  const part = (['calls', 'output', 'error', 'input'] as const).find((one) =>
    differs.includes(one),
  );
  return part === undefined ? [] : [part];
}

/** Two runs as lines of plain text: `~` differs, `-` is in the first only, `+` in the second only. No line holds a control character. */
export function describeComparison({ comparison, steps, flow }: ToldComparison): readonly string[] {
  const { a, b, counts } = comparison;
  const { same, different, onlyA, onlyB, leftOut } = counts;
  const settings = flow === undefined ? [] : describeDifference(flow, { ignoreLayout: true });
  const sums = `${same} the same, ${different} different, ${onlyA} only in A, ${onlyB} only in B`;
  const lines = [
    describeRun('A', a),
    describeRun('B', b),
    ...(settings.length === 0 ? [] : ['~ flow', ...settings.map((line) => `    ${line}`)]),
    ...steps.flatMap(describeStep),
    `steps: ${sums}`,
    ...(leftOut === 0 ? [] : [`${leftOut} more steps were not looked at.`]),
  ];
  return lines.map(clean);
}

function describeRun(name: string, run: RunComparison['a']): string {
  const { runId, flowName, state, startedUs } = run;
  const started = new Date(startedUs / 1000).toISOString();
  return `${name}  ${runId}  ${started}  ${state}  ${flowName}`;
}

function describeStep({ step, texts }: ToldStep): readonly string[] {
  const { depth, a, b, differs, pass, attempt, title } = step;
  const inset = '  '.repeat(depth);
  const name = pass === undefined ? title : `pass ${pass}`;
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  const mark = !isDifferent(step) ? ' ' : a === undefined ? '+' : b === undefined ? '-' : '~';
  const only = a === undefined ? ': only in B' : b === undefined ? ': only in A' : '';
  const what = differs.length === 0 ? only : `: ${differs.join(', ')}`;
  const figures = describeFigures(a, b);
  return [
    `${mark} ${inset}${name}${again}${what}`,
    ...(figures === '' ? [] : [`    ${inset}${figures}`]),
    ...texts.flatMap(describeText).map((line) => `    ${inset}${line}`),
  ];
}

function describeFigures(a: StepSide | undefined, b: StepSide | undefined): string {
  const pair = (write: (side: StepSide) => string | undefined): string | undefined => {
    const [was, is] = [a && write(a), b && write(b)];
    if (was === undefined && is === undefined) return undefined;
    return a !== undefined && b !== undefined ? `${was ?? '–'} → ${is ?? '–'}` : (was ?? is);
  };
  const parts = [
    ['', a?.state === b?.state ? undefined : pair(({ state }) => state)],
    ['', pair(({ durationUs }) => writeTime(durationUs))],
    ['first token ', pair(({ firstTokenUs }) => writeTime(firstTokenUs))],
    ['tokens in ', pair(({ usage }) => usage && `${usage.inputTokens}`)],
    ['out ', pair(({ usage }) => usage && `${usage.outputTokens}`)],
    ['cost ', pair(({ usage }) => writeCost(usage?.costUsd))],
  ] as const;
  return parts
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}${value}`]))
    .join(', ');
}

function writeTime(us: number | undefined): string | undefined {
  if (us === undefined) return undefined;
  return us < 1_000_000 ? `${(us / 1000).toFixed(1)} ms` : `${(us / 1e6).toFixed(2)} s`;
}

function writeCost(usd: number | undefined): string | undefined {
  return usd === undefined ? undefined : `$${usd.toPrecision(3)}`;
}

function describeText({ part, differsAt, a, b }: TextComparison): readonly string[] {
  if (differsAt === undefined) return [];
  const token = a?.token ?? b?.token;
  const at = `character ${differsAt + 1}`;
  return [
    `${part} differs at ${token === undefined ? at : `token ${token.number}, ${at}`}:`,
    ...(a === undefined ? [] : [`  A ${showPlace(a, differsAt)}`]),
    ...(b === undefined ? [] : [`  B ${showPlace(b, differsAt)}`]),
  ];
}

/** The text around the place, with a mark where it begins to differ. */
function showPlace({ text, from, total }: TextSide, differsAt: number): string {
  const at = differsAt - from;
  const [start, end] = [Math.max(0, at - shownCharacters), at + shownCharacters];
  const before = `${start + from > 0 ? '…' : ''}${text.slice(start, at)}`;
  return `${before}▸${text.slice(at, end)}${end + from < total ? '…' : ''}`;
}

/** Texts come from models and files: they must neither drive a terminal nor fake a line. */
function clean(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trimEnd();
}
