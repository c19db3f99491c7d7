import type { Sandbox, SandboxCall, SandboxResult } from '../../../core/contracts/sandbox.ts';
import { toErrorInfo, type ErrorInfo } from '../../../core/shared/errors.ts';

/** Calls `tool` of the code, with limits that suit a test. */
export function callTool(
  sandbox: Sandbox,
  code: string,
  changes: Partial<SandboxCall> = {},
): Promise<SandboxResult> {
  return sandbox.call({
    code,
    functionName: 'tool',
    args: [],
    timeoutMs: 1000,
    memoryBytes: 16 * 1024 * 1024,
    signal: new AbortController().signal,
    ...changes,
  });
}

/** The value that the code's `tool` returns. */
export async function valueOf(
  sandbox: Sandbox,
  code: string,
  changes: Partial<SandboxCall> = {},
): Promise<unknown> {
  return (await callTool(sandbox, code, changes)).value;
}

/** The error that the code's `tool` ends with; throws when it does not fail. */
export async function errorOf(
  sandbox: Sandbox,
  code: string,
  changes: Partial<SandboxCall> = {},
): Promise<ErrorInfo> {
  let result: SandboxResult;
  try {
    result = await callTool(sandbox, code, changes);
  } catch (error) {
    return toErrorInfo(error);
  }
  throw new Error(`It returned ${JSON.stringify(result.value).slice(0, 200)}`);
}
