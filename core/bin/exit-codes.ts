/** What the process's exit says to scripts. */
export const exitCodes = {
  done: 0,
  /** The run failed. */
  failed: 1,
  /** Two flows, or two runs, are not the same, as `diff` says it. */
  different: 1,
  /** Wrong usage, or an invalid flow. */
  wrongUsage: 2,
  /** Nobody agreed to what the flow may reach. */
  notTrusted: 3,
  /** Ctrl+C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
  /** The reader of our output went away: 128 + SIGPIPE. */
  outputClosed: 141,
} as const;

const usageErrors: ReadonlySet<string> = new Set([
  'file_not_found',
  'file_unreadable',
  'flow_invalid',
  'input_ambiguous',
  'input_unknown',
  'unknown_run',
  'ambiguous_run',
  'unknown_connection',
  'unknown_model',
  'connection_built_in',
  'connection_exists',
  'connection_invalid',
  'unknown_raw_format',
  'unknown_node',
  'unknown_setting',
  'ambiguous_node',
  'invalid_argument',
  'invalid_fixture',
  'newer_fixture',
  'file_unwritable',
  'not_importable',
  'too_large',
  'too_deep',
  'port_taken',
  'record_not_found',
  'flight_invalid',
  'flight_newer',
  'test_invalid',
  'test_newer',
]);

/** The exit code for an error that came before anything ran. */
export function exitCodeOf(errorCode: string): number {
  if (errorCode === 'not_trusted') return exitCodes.notTrusted;
  return usageErrors.has(errorCode) ? exitCodes.wrongUsage : exitCodes.failed;
}
