import { median } from '../measure.ts';

/** What a bench of streams prints, as JSON. */
export interface StreamFigures {
  readonly name: string;
  readonly streams: number;
  readonly tokensPerSecond: number;
  /** Of the process that reads the streams, not of the server or the panel. */
  readonly cpuMsPerThousand: number;
  readonly peakMb: number;
  /** Before the first stream: what Node and the code take. */
  readonly loadedMb: number;
}

/** The arguments of a bench of streams: `STREAMS TOKENS`. */
export const streams = Number(process.argv[2] ?? 1);
export const tokens = Number(process.argv[3] ?? 20_000);

/** What each fast token of the server holds. */
export const tokenLength = ' toke'.length;

/**
 * Runs a round until the code is warm, then at least five times and for 1.5 s; a round reads all streams at once and
 * gives the characters it read of each. Throws when one was lost.
 */
export async function measureStreams(
  name: string,
  readAll: () => Promise<readonly number[]>,
): Promise<void> {
  const rates: number[] = [];
  const costs: number[] = [];
  const total = streams * tokens;
  const loadedMb = process.memoryUsage().rss / 2 ** 20;
  const warmUntil = performance.now() + 800;
  while (performance.now() < warmUntil) await runRound(readAll);
  const until = performance.now() + 1_500;
  while (rates.length < 5 || performance.now() < until) {
    const cpu = process.cpuUsage();
    const started = performance.now();
    await runRound(readAll);
    const seconds = (performance.now() - started) / 1000;
    const used = process.cpuUsage(cpu);
    rates.push(total / seconds);
    costs.push((used.user + used.system) / total);
  }
  const figures: StreamFigures = {
    name,
    streams,
    tokensPerSecond: median(rates),
    cpuMsPerThousand: median(costs),
    peakMb: process.resourceUsage().maxRSS / 1024,
    loadedMb,
  };
  console.log(JSON.stringify(figures));
}

async function runRound(readAll: () => Promise<readonly number[]>): Promise<void> {
  const lengths = await readAll();
  const isComplete =
    lengths.length === streams && lengths.every((length) => length === tokens * tokenLength);
  if (!isComplete) throw new Error(`Lost something: ${JSON.stringify(lengths).slice(0, 300)}`);
}
