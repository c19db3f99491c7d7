import { isStatusEvent } from '../../contracts/events.ts';
import type { RecordedValue } from '../../contracts/events.ts';
import type { Answer } from '../../contracts/questions.ts';
import type { ModelOverrides } from '../../model/run-request.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { Redactor } from '../redactor.ts';
import type { RunSource } from '../run-source.ts';
import { collectFacts } from './run-facts.ts';
import type { Expectations, RunTest } from './run-test-file.ts';

export interface MakeTestOptions {
  readonly redactor: Redactor;
  /** The flow's file, from where the test will stand; without it the flow goes into the test. */
  readonly flowPath?: string;
  /** Default: the flow's name. */
  readonly name?: string;
}

/** A test that holds a run to what it came to: state, result and tool calls. */
export function makeRunTest(
  source: RunSource,
  { redactor, flowPath, name }: MakeTestOptions,
): RunTest {
  const { run } = source;
  const input = redactor.value(readValue(source, run.input));
  const traffic = Array.from(source.traffic(), (line) => redactor.text(line));
  const { answers, overrides } = readConduct(source, redactor);
  return {
    format: 'millrace/test',
    formatVersion: 1,
    name: name ?? run.flowName,
    flow: flowPath ?? (JSON.parse(redactor.text(source.flow)) as JsonObject),
    input: typeof input === 'string' || isJsonObject(input) ? input : JSON.stringify(input),
    ...(overrides === undefined ? {} : { overrides }),
    ...(traffic.length === 0 ? {} : { traffic }),
    ...(answers.length === 0 ? {} : { answers }),
    expect: expectSame(source, redactor),
  };
}

function expectSame(source: RunSource, redactor: Redactor): Expectations {
  const { run } = source;
  const { toolCalls } = collectFacts(source);
  const output = run.output && redactor.value(readValue(source, run.output));
  return {
    state: run.state === 'running' ? 'interrupted' : run.state,
    ...(run.error === undefined ? {} : { error: run.error.code }),
    ...(output === undefined ? {} : { output: { equals: output } }),
    ...(toolCalls.length === 0
      ? {}
      : {
          toolCalls: redactor.value(
            toolCalls as unknown as JsonValue,
          ) as unknown as typeof toolCalls,
        }),
  };
}

interface Conduct {
  /** What people answered, with the nodes that asked. */
  readonly answers: NonNullable<RunTest['answers']>;
  readonly overrides: ModelOverrides | undefined;
}

function readConduct(source: RunSource, redactor: Redactor): Conduct {
  const answers: { node: string; answer: Answer }[] = [];
  let overrides: ModelOverrides | undefined;
  for (const event of source.events()) {
    if (!isStatusEvent(event)) continue;
    const { body, nodeId } = event;
    if (body.type === 'run-started') ({ overrides } = body);
    if (body.type !== 'input-received' || body.answer === undefined) continue;
    const masked = redactor.value(body.answer) as unknown as Answer;
    answers.push({ node: nodeId, answer: masked });
  }
  return { answers, overrides };
}

/** The value, also one that is kept apart. */
export function readValue(source: Pick<RunSource, 'valueText'>, value: RecordedValue): JsonValue {
  if (!('hash' in value)) return value.value;
  const text = source.valueText(value.hash);
  return text === undefined ? value.preview : (JSON.parse(text) as JsonValue);
}
