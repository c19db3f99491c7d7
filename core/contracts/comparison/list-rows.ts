import type { RunSummary } from '../record.ts';
import { addUsage, type Usage } from '../usage.ts';
import type { StepPair } from './align-steps.ts';
import { digestValue, isSameDigest, type Digest } from './digest.ts';
import type { ComparedStep, StepAspect, StepSide } from './run-comparison.ts';
import type { RunStep } from './run-steps.ts';

/** A row, and the steps that it was made of. */
export interface StepRow {
  readonly step: ComparedStep;
  readonly a: RunStep | undefined;
  readonly b: RunStep | undefined;
  /** The row that it lies in; undefined for the run itself. */
  readonly parent: StepRow | undefined;
}

interface RunPair {
  readonly a: RunSummary;
  readonly b: RunSummary;
  /** The title of a node that may not have run; undefined where it is not known. */
  nameOf(nodeId: string): string | undefined;
}

/** All pairs as rows, each before what lies in it; the first one is the run itself. */
export function listRows(runs: RunPair, pairs: readonly StepPair[]): readonly StepRow[] {
  const rows: StepRow[] = [];
  const whole: StepPair = { a: undefined, b: undefined, pass: undefined, children: pairs };
  addRows(whole, undefined, rows, runs.nameOf, (size, differentWithin) => {
    const sums = { ...nothing, row: 0, depth: 0, size, differentWithin };
    const [a, b] = [sideOfRun(runs.a, pairs, 'a'), sideOfRun(runs.b, pairs, 'b')];
    return { ...sums, title: runs.b.flowName, kind: 'run', a, b, differs: compareEnds(runs) };
  });
  return rows;
}

const nothing = { iteration: '', attempt: 1, isPart: false, differs: [] };

type Measured = Pick<ComparedStep, 'row' | 'depth' | 'size' | 'differentWithin' | 'isPart'>;

/** Adds a pair and all in it; answers how many of them differ. */
function addRows(
  pair: StepPair,
  parent: StepRow | undefined,
  rows: StepRow[],
  nameOf: RunPair['nameOf'],
  make: (size: number, differentWithin: number) => ComparedStep,
): number {
  const row = rows.length;
  const depth = parent === undefined ? 0 : parent.step.depth + 1;
  const own: { -readonly [Key in keyof StepRow]: StepRow[Key] } = {
    step: { ...nothing, row, depth, size: 1, differentWithin: 0, kind: '', title: '' },
    a: pair.pass === undefined ? pair.a : undefined,
    b: pair.pass === undefined ? pair.b : undefined,
    parent,
  };
  rows.push(own);
  const nodeId = (own.a ?? own.b)?.nodeId;
  let different = 0;
  for (const child of pair.children) {
    const at = rows.length;
    // What a round of an agent calls is a part of the agent as little as the pass of a container is one of it.
    const isPart = child.pass === undefined && (child.a ?? child.b)?.nodeId === nodeId;
    different += addRows(child, own, rows, nameOf, (size, differentWithin) =>
      describePair(child, { row: at, depth: depth + 1, size, differentWithin, isPart }, nameOf),
    );
  }
  own.step = make(rows.length - row, different);
  return different + (isDifferent(own.step) ? 1 : 0);
}

/** Whether a step counts as different: a pass does so by the steps in it alone. */
export function isDifferent({ a, b, differs, pass }: ComparedStep): boolean {
  if (pass !== undefined) return false;
  return differs.length > 0 || a === undefined || b === undefined;
}

function describePair(pair: StepPair, measured: Measured, nameOf: RunPair['nameOf']): ComparedStep {
  const { a, b, pass } = pair;
  const { iteration = '', attempt = 1 } = a ?? b ?? {};
  // What was skipped has neither a kind nor a title of its own.
  const named = a?.spanId === '' ? (b ?? a) : (a ?? b);
  const { kind = '', title = '', spanId, nodeId = '' } = named ?? {};
  const name = spanId === '' ? (nameOf(nodeId) ?? title) : title;
  const facts = { ...measured, kind, title: name, iteration, attempt };
  const sides =
    pass === undefined
      ? { ...(a && { a: sideOf(a) }), ...(b && { b: sideOf(b) }) }
      : {
          ...(a && { a: sumSides(a.nodeId, stepsOf(pair.children, 'a')) }),
          ...(b && { b: sumSides(b.nodeId, stepsOf(pair.children, 'b')) }),
        };
  const differs =
    pass !== undefined || a === undefined || b === undefined ? [] : compareSteps(a, b);
  return { ...facts, ...(pass === undefined ? {} : { pass }), ...sides, differs };
}

/** The steps of one run among pairs, passes left out. */
function stepsOf(pairs: readonly StepPair[], side: 'a' | 'b'): readonly RunStep[] {
  return pairs.flatMap((pair) => pair[side] ?? []);
}

function compareSteps(a: RunStep, b: RunStep): readonly StepAspect[] {
  const isOther = (was: Digest | undefined, is: Digest | undefined): boolean =>
    was !== undefined && is !== undefined && !isSameDigest(was, is);
  const differs: StepAspect[] = [];
  if (isOther(a.input, b.input)) differs.push('input');
  if (hasStreamed(a) && hasStreamed(b)) {
    if (!isSameDigest(a.reasoning, b.reasoning)) differs.push('reasoning');
    if (!isSameDigest(a.text, b.text)) differs.push('text');
    if (!isSameDigest(a.calls, b.calls)) differs.push('calls');
  }
  if (isOtherError(a, b)) differs.push('error');
  if (isOther(a.output, b.output)) differs.push('output');
  if (a.state !== b.state) differs.push('state');
  return differs;
}

/** What was told not to stream, failed before its first token, or was taken over has nothing to compare. */
function hasStreamed({ reasoning, text, calls }: RunStep): boolean {
  return reasoning !== undefined || text !== undefined || calls !== undefined;
}

function isOtherError(a: Pick<RunStep, 'error'>, b: Pick<RunStep, 'error'>): boolean {
  return a.error?.code !== b.error?.code || a.error?.message !== b.error?.message;
}

function compareEnds({ a, b }: RunPair): readonly StepAspect[] {
  const digest = (value: RunSummary['output']): Digest | undefined =>
    value === undefined ? undefined : digestValue(value);
  const differs: StepAspect[] = [];
  if (!isSameDigest(digest(a.input), digest(b.input))) differs.push('input');
  if (a.error?.code !== b.error?.code || a.error?.message !== b.error?.message) {
    differs.push('error');
  }
  if (!isSameDigest(digest(a.output), digest(b.output))) differs.push('output');
  if (a.state !== b.state) differs.push('state');
  return differs;
}

function sideOf(step: RunStep): StepSide {
  const { spanId, nodeId, state, openedUs, durationUs, firstTokenUs, tokens } = step;
  const { usage, error, isReused } = step;
  return {
    spanId,
    nodeId,
    state,
    openedUs,
    tokens,
    isReused,
    ...(durationUs === undefined ? {} : { durationUs }),
    ...(firstTokenUs === undefined ? {} : { firstTokenUs }),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
  };
}

const worstFirst = ['failed', 'cancelled', 'running', 'done', 'skipped'] as const;

/** A pass as one side: from the first step's opening to the last one's end. */
function sumSides(nodeId: string, steps: readonly RunStep[]): StepSide {
  const openedUs = steps.reduce((first, step) => Math.min(first, step.openedUs), Infinity);
  const endedUs = steps.reduce(
    (last, { openedUs: from, durationUs = 0 }) => Math.max(last, from + durationUs),
    openedUs,
  );
  const states = new Set(steps.map(({ state }) => state));
  const state = worstFirst.find((one) => states.has(one)) ?? 'done';
  return {
    spanId: '',
    nodeId,
    state,
    openedUs,
    isReused: false,
    durationUs: endedUs - openedUs,
    ...sumTokens(steps),
  };
}

function sumTokens(steps: readonly RunStep[]): Pick<StepSide, 'tokens' | 'usage'> {
  let usage: Usage | undefined;
  for (const step of steps) {
    if (step.usage === undefined) continue;
    usage = usage === undefined ? step.usage : addUsage(usage, step.usage);
  }
  const tokens = steps.reduce((sum, step) => sum + countTokens(step), 0);
  return { tokens, ...(usage === undefined ? {} : { usage }) };
}

/** The pieces that a step and the steps in it streamed. */
function countTokens({ tokens, children }: RunStep): number {
  return children.reduce((sum, child) => sum + countTokens(child), tokens);
}

function sideOfRun(run: RunSummary, pairs: readonly StepPair[], side: 'a' | 'b'): StepSide {
  const { state, startedUs, endedUs, error } = run;
  const steps = stepsOf(pairs, side);
  const firstTokenUs = steps.reduce(
    (first, step) => Math.min(first, firstTokenOf(step)),
    Number.POSITIVE_INFINITY,
  );
  return {
    spanId: '',
    nodeId: '',
    state,
    openedUs: startedUs,
    isReused: false,
    ...sumTokens(steps),
    ...(endedUs === undefined ? {} : { durationUs: endedUs - startedUs }),
    ...(firstTokenUs === Infinity ? {} : { firstTokenUs: firstTokenUs - startedUs }),
    ...(error === undefined ? {} : { error }),
  };
}

function firstTokenOf({ openedUs, firstTokenUs, children }: RunStep): number {
  return children.reduce(
    (first, child) => Math.min(first, firstTokenOf(child)),
    firstTokenUs === undefined ? Number.POSITIVE_INFINITY : openedUs + firstTokenUs,
  );
}
