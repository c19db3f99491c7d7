import type { Finding } from '../model/finding.ts';
import type { ErrorInfo } from '../shared/errors.ts';
import { exitCodes } from './exit-codes.ts';

/** Writes a line for the person to standard error: standard output carries only results. */
export function writeMessage(text: string): void {
  process.stderr.write(`${escapeControls(text)}\n`);
}

/** Ends the process quietly when whoever reads our output goes away, as `| head` does. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.outputClosed);
  });
}

/** Writes one line of results. */
export function writeResult(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** An error as one line: what happened, then what to do. */
export function describeError(error: ErrorInfo): string {
  return [error.message, error.action]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** A finding as compilers print theirs: `file:line:column: error: what. What to do. [code]` */
export function describeFinding(file: string, finding: Finding): string {
  const { line, column, path } = finding.place;
  const position =
    line === undefined ? (path.length > 0 ? `:${path.join('.')}` : '') : `:${line}:${column ?? 1}`;
  const sentences = describeError(finding);
  return escapeControls(`${file}${position}: ${finding.severity}: ${sentences} [${finding.code}]`);
}

/** Messages quote flows and servers: their control characters must neither drive the terminal nor fake a line. */
export function escapeControls(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
