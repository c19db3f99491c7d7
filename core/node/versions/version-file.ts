import { open, readFile, stat } from 'node:fs/promises';
import * as z from 'zod';
import { versionReasons, type FlowVersion } from '../../contracts/kept-work.ts';

const format = 'millrace/version';
/** A head is a line of some hundred bytes; names are limited where they come in. */
const mostHeadBytes = 16 * 1024;

const count = z.int().min(0);
const head = z.object({
  format: z.literal(format),
  formatVersion: z.literal(1),
  savedMs: z.number(),
  reason: z.enum(versionReasons),
  file: z.string(),
  name: z.string().exactOptional(),
  /** Of the text behind the head: a file that ends too early is told by it. */
  bytes: count,
  counts: z
    .object({ added: count, removed: count, settings: count, moved: count, wires: count })
    .exactOptional(),
});

/** The text of a version's file: a line that says what it is, then the flow as it was. */
export function writeVersionFile(version: FlowVersion, text: string): string {
  const { id: _id, ...rest } = version;
  return `${JSON.stringify({ format, formatVersion: 1, ...rest })}\n${text}`;
}

/** What a version's file says of itself, without reading the flow in it: undefined when it is gone. */
export async function readVersionHead(
  path: string,
  id: string,
): Promise<FlowVersion | 'damaged' | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      const start = Buffer.alloc(mostHeadBytes);
      const { bytesRead } = await file.read(start, 0, mostHeadBytes, 0);
      const end = start.subarray(0, bytesRead).indexOf('\n');
      const parsed = head.safeParse(JSON.parse(start.toString('utf8', 0, Math.max(end, 0))));
      const { size } = await stat(path);
      if (!parsed.success || size !== end + 1 + parsed.data.bytes) return 'damaged';
      const { format: _format, formatVersion: _formatVersion, ...rest } = parsed.data;
      return { id, ...rest };
    } finally {
      await file.close();
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'damaged';
  }
}

/** The flow in a version's file. */
export async function readVersionText(path: string): Promise<string> {
  const whole = await readFile(path, 'utf8');
  return whole.slice(whole.indexOf('\n') + 1);
}
