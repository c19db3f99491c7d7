/** The trace of a run: its own id where that is a UUID, so that one is found by the other. */
export function traceIdOf(runId: string): string {
  const digits = runId.replaceAll('-', '').toLowerCase();
  if (/^[0-9a-f]{32}$/.test(digits) && !/^0+$/.test(digits)) return digits;
  return hash64(`${runId}/trace/1`) + hash64(`${runId}/trace/2`);
}

/** The id of a span, the same in every export of its run; '' stands for the run itself. */
export function spanIdOf(runId: string, spanId: string): string {
  return hash64(`${runId}/${spanId}`);
}

const prime = 0x1_00_00_00_01_b3n;
const mask = (1n << 64n) - 1n;

/** FNV-1a over the text's UTF-8 bytes, as 16 hexadecimal digits; never all zero, which means no id. */
function hash64(text: string): string {
  let hash = 0xcb_f2_9c_e4_84_22_23_25n;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * prime) & mask;
  return (hash === 0n ? 1n : hash).toString(16).padStart(16, '0');
}
