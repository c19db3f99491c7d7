import * as z from 'zod';
import type { Field } from '../../model/field.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { longestTimeoutMs } from '../../module/base-settings.ts';
import type { ToolFinding } from './tool-finding.ts';

/** Settings of how code is run in the sandbox. */
export const sandboxSettings = {
  timeoutMs: z.int().min(1).max(longestTimeoutMs).default(10_000),
  memoryMb: z.int().min(1).max(1024).default(64),
};

/** Form row for the memory that the code may take. */
export const memoryField: Field = {
  key: 'memoryMb',
  type: 'number',
  label: 'Most memory',
  unit: 'MB',
  min: 1,
  max: 1024,
  step: 1,
  group: 'advanced',
};

/** Findings about a code, as issues of the setting that holds it. */
export function codeIssues(findings: readonly ToolFinding[]): readonly SettingsIssue[] {
  return findings.map(({ severity, code, message, action, line, column }) => ({
    severity,
    code,
    message:
      line === undefined ? message : `${message} (line ${line}, column ${column ?? 1} of the code)`,
    ...(action === undefined ? {} : { action }),
    path: ['code'],
  }));
}
