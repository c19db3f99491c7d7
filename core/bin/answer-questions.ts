import { createInterface } from 'node:readline/promises';
import type { RecordedValue } from '../contracts/events.ts';
import type { Answer, AskedQuestion, PendingQuestion } from '../contracts/questions.ts';
import type { Answerer } from '../engine/question-desk.ts';
import { MillraceError } from '../shared/errors.ts';
import type { JsonValue } from '../shared/json.ts';
import { writeMessage } from './messages.ts';

export interface AnswerOptions {
  /** `--approve`: `all` or `none`; undefined asks. */
  readonly approve: string | undefined;
  /** Whether standard input is free for answers. */
  readonly mayAsk: boolean;
  /** The title of a node. */
  titleOf(nodeId: string): string;
}

/**
 * Answers what a run on the command line asks: as `--approve` says, else on the terminal, one question after another.
 * Throws `invalid_argument`.
 */
export function createAnswerer({ approve, mayAsk, titleOf }: AnswerOptions): Answerer {
  if (approve !== undefined && approve !== 'all' && approve !== 'none') {
    throw new MillraceError('invalid_argument', `--approve is all or none, not "${approve}".`);
  }
  let last: Promise<unknown> = Promise.resolve();
  return (pending) => {
    if (pending.question.type === 'approval' && approve !== undefined) {
      return approve === 'all'
        ? { type: 'approve' }
        : { type: 'deny', reason: 'the run was started with --approve none' };
    }
    if (!mayAsk || !process.stdin.isTTY || !process.stderr.isTTY)
      throw nobodyToAsk(pending.question);
    // Two prompts at a time would take each other's lines.
    const answer = last.then(() => ask(pending, titleOf(pending.nodeId)));
    last = answer.catch(() => undefined);
    return answer;
  };
}

async function ask({ question }: PendingQuestion, title: string): Promise<Answer> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    writeMessage(`${title} asks: ${question.text}`);
    if (question.subject !== undefined) writeMessage(`  ${showValue(question.subject)}`);
    const prompt = (text: string): Promise<string> => terminal.question(text);
    return question.type === 'approval'
      ? await askApproval(question, prompt)
      : await askValue(question, prompt);
  } finally {
    terminal.close();
  }
}

type Prompt = (text: string) => Promise<string>;

async function askApproval(question: AskedQuestion, prompt: Prompt): Promise<Answer> {
  const editable = question.type === 'approval' && question.editable === true;
  for (;;) {
    const words = editable ? '[y] approve, [n] deny, [e] change: ' : '[y] approve, [n] deny: ';
    const word = (await prompt(words)).trim().toLowerCase();
    if (word === 'y') return { type: 'approve' };
    if (word === 'n') return { type: 'deny', reason: await prompt('Why? ') };
    if (word !== 'e' || !editable) continue;
    const value = readJson(await prompt('Instead, as JSON: '));
    if (value !== undefined) return { type: 'approve', subject: value };
    writeMessage('That is not JSON.');
  }
}

async function askValue(
  question: Extract<AskedQuestion, { type: 'input' }>,
  prompt: Prompt,
): Promise<Answer> {
  const { choices, format, suggestion } = question;
  choices?.forEach((choice, index) => writeMessage(`  ${index + 1}. ${choice}`));
  for (;;) {
    const line = (await prompt('> ')).trim();
    if (line === '' && suggestion !== undefined) return { type: 'reply', value: suggestion };
    const chosen = choices?.[Number(line) - 1] ?? choices?.find((choice) => choice === line);
    if (choices !== undefined && chosen === undefined) continue;
    const value = chosen ?? (format === 'json' ? readJson(line) : line);
    if (value !== undefined) return { type: 'reply', value };
    writeMessage('That is not JSON.');
  }
}

function showValue(value: RecordedValue): string {
  return 'hash' in value ? value.preview : JSON.stringify(value.value);
}

function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function nobodyToAsk({ type, text }: AskedQuestion): MillraceError {
  return new MillraceError('nobody_to_ask', `Nobody is there to answer: ${text}`, {
    action:
      type === 'approval'
        ? 'Run it on a terminal, or pass --approve all or --approve none.'
        : 'Run it on a terminal, or in the app.',
  });
}
