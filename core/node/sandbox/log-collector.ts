const maximumLines = 1000;
const maximumLineLength = 4000;
const maximumTotalLength = 256 * 1024;
const droppedLine = '(More output was dropped.)';

/** Keeps what code writes to its console, bounded while it is written. */
export interface LogCollector {
  readonly write: (text: string) => void;
  /** At most 1,000 lines; the last one says so when lines were dropped. */
  readonly lines: readonly string[];
}

/** An empty log for one call. */
export function createLogCollector(): LogCollector {
  const lines: string[] = [];
  let totalLength = 0;
  let full = false;
  return {
    lines,
    write(text) {
      if (full) return;
      const line = text.length > maximumLineLength ? `${text.slice(0, maximumLineLength)}…` : text;
      totalLength += line.length;
      full = lines.length >= maximumLines - 1 || totalLength > maximumTotalLength;
      lines.push(full ? droppedLine : line);
    },
  };
}
