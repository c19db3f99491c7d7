import { parentPort } from 'node:worker_threads';
import { evaluateExpression } from '../../expressions/evaluate-expression.ts';
import type { EvaluationLimits } from '../../expressions/evaluate-expression.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/json.ts';
import { runPattern } from './run-pattern.ts';
import type { Task, TaskReply } from './task-messages.ts';

let limits: EvaluationLimits = { timeoutMs: 0, depth: 500, items: 1_000_000, pieces: 2_000_000 };

function carryOut(task: Task): JsonValue | undefined | Promise<JsonValue | undefined> {
  switch (task.kind) {
    case 'expression':
      if (limits.timeoutMs !== task.timeoutMs) limits = { ...limits, timeoutMs: task.timeoutMs };
      return evaluateExpression(task.source, task.input, task.bindings, limits);
    case 'pattern':
      return runPattern(task);
    default:
      return assertNever(task, 'task');
  }
}

async function answer(task: Task): Promise<TaskReply> {
  try {
    return { kind: 'done', value: await carryOut(task) };
  } catch (error) {
    return { kind: 'failed', error: toErrorInfo(error) };
  }
}

const port = parentPort;
if (port === null) throw new Error('This script runs only as a worker thread.');
port.on('message', (task: Task) => void answer(task).then((reply) => port.postMessage(reply)));
port.postMessage({ kind: 'ready' } satisfies TaskReply);
