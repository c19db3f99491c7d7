import type { RunSummary } from '../../contracts/record.ts';
import { readValue } from '../../exports/run-test/make-run-test.ts';
import { collectFacts } from '../../exports/run-test/run-facts.ts';
import type { RunSource } from '../../exports/run-source.ts';
import type { Expectations, ValueCheck } from '../../exports/run-test/run-test-file.ts';
import { compareLines, shortenLines, writeValue } from '../../model/compare-lines.ts';
import type { FlowDocument } from '../../model/flow-document.ts';
import { validatorOf } from '../../modules/tool/schema-validator.ts';
import { isJsonObject, stringifySorted } from '../../shared/json.ts';
import type { JsonValue } from '../../shared/json.ts';

/** What of a test's expectations does not hold for a run, a text of one or several lines each. */
export function checkRun(
  source: RunSource,
  expect: Expectations,
  document: FlowDocument,
): readonly string[] {
  const { run } = source;
  const { toolCalls, tokens, outputs } = collectFacts(source);
  const failures: string[] = [...checkEnd(run, expect)];
  if (expect.output !== undefined) {
    const output = run.output === undefined ? undefined : readValue(source, run.output);
    failures.push(...checkValue('The output', output, expect.output));
  }
  for (const [node, ports] of Object.entries(expect.nodes ?? {})) {
    const nodeId = findNode(document, node);
    const recorded = nodeId === undefined ? undefined : outputs.get(nodeId);
    const values = recorded === undefined ? undefined : readValue(source, recorded);
    if (nodeId === undefined || !isJsonObject(values)) {
      failures.push(
        nodeId === undefined ? `There is no node "${node}".` : `${node} gave no output.`,
      );
      continue;
    }
    for (const [port, check] of Object.entries(ports))
      failures.push(...checkValue(`${node}, ${port}`, values[port], check));
  }
  if (expect.toolCalls !== undefined) {
    // Only what the test says of arguments is looked at.
    const made = toolCalls.map((call, at) =>
      expect.toolCalls?.[at]?.arguments === undefined ? { name: call.name } : call,
    );
    const was = stringifySorted(expect.toolCalls);
    const is = stringifySorted(made);
    if (was !== is) failures.push(`The tool calls are others:\n${writeDifference(was, is)}`);
  }
  if (expect.maxTokens !== undefined && tokens > expect.maxTokens)
    failures.push(`It used ${tokens} tokens, more than ${expect.maxTokens}.`);
  return failures;
}

function* checkEnd(run: RunSummary, expect: Expectations): Generator<string> {
  const { state, error } = run;
  const wanted = expect.state ?? 'done';
  const told = error === undefined ? '' : ` ${error.code}: ${error.message}`;
  if (state !== wanted) {
    const details = error?.details === undefined ? '' : `\n${stringifySorted(error.details)}`;
    yield `The run is ${state}, not ${wanted}.${told}${details}`;
  } else if (expect.error !== undefined && error?.code !== expect.error) {
    yield `The error is not ${expect.error}.${told}`;
  }
  const { maxDurationMs } = expect;
  const durationMs = ((run.endedUs ?? run.startedUs) - run.startedUs) / 1000;
  if (maxDurationMs !== undefined && durationMs > maxDurationMs)
    yield `It took ${Math.round(durationMs)} ms, more than ${maxDurationMs} ms.`;
}

function* checkValue(
  what: string,
  value: JsonValue | undefined,
  check: ValueCheck,
): Generator<string> {
  if (value === undefined) {
    yield `${what}: there is none.`;
    return;
  }
  const text = writeValue(value);
  if (check.equals !== undefined && stringifySorted(value) !== stringifySorted(check.equals))
    yield `${what} is another one:\n${writeDifference(writeValue(check.equals), text)}`;
  if (check.contains !== undefined && !text.includes(check.contains))
    yield `${what} does not contain ${JSON.stringify(check.contains)}:\n${indent(text)}`;
  if (check.matches !== undefined && !new RegExp(check.matches, 'u').test(text))
    yield `${what} does not match /${check.matches}/:\n${indent(text)}`;
  if (check.schema !== undefined) {
    const faults = validatorOf(check.schema)(structuredClone(value));
    for (const { path, message } of faults)
      yield `${what}: ${path === '' ? 'it' : path} ${message}.`;
  }
}

function findNode({ nodes }: FlowDocument, name: string): string | undefined {
  if (nodes[name] !== undefined) return name;
  return Object.entries(nodes).find(([, { title }]) => title === name)?.[0];
}

const marks = { same: ' ', added: '+', removed: '-' } as const;

/** What was expected (-) and what came (+), line by line. */
function writeDifference(was: string, is: string): string {
  return shortenLines(compareLines(was, is))
    .map((line) => (line === 'gap' ? '  …' : `${marks[line.change]} ${line.text}`))
    .join('\n');
}

const longestShown = 2_000;

function indent(text: string): string {
  const shown = text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
  return `  ${shown.replaceAll('\n', '\n  ')}`;
}
