import type { Connections } from '../../contracts/connection.ts';
import type {
  OpenTraffic,
  RunTraffic,
  TrafficStore,
  TrafficSummary,
} from '../../contracts/run-traffic.ts';
import type { Secrets } from '../../contracts/secrets.ts';
import type { RawFormats } from '../../stream/formats/raw-formats.ts';
import { replayConnections } from './create-replay-model.ts';
import { createTrafficRecorder, HeldBytes, recordTraffic } from './create-traffic-recorder.ts';
import { parseFixture } from './parse-fixture.ts';
import type { TrafficFixture } from './traffic-fixture.ts';

export interface RunTrafficParts {
  readonly connections: Connections;
  readonly formats: RawFormats;
  readonly secrets: Secrets;
  readonly store: TrafficStore;
  /** Bytes of answers under way in memory, over all runs; a recording that would need more is given up. 64 MB by default. */
  readonly mostHeldBytes?: number;
}

/** Records runs into a store, secrets masked, and replays recordings. */
export function createRunTraffic(parts: RunTrafficParts): RunTraffic {
  const held = new HeldBytes(parts.mostHeldBytes ?? 64 * 1024 * 1024);
  return {
    open(runId, { recordTraffic: isRecorded, replay }) {
      if (replay !== undefined) {
        const { formats, connections } = parts;
        const options = { pace: replay.pace, secrets: parts.secrets.values(), formats };
        const fixture = parseFixture(replay.text);
        return { connections: replayConnections(connections, fixture, options), close: () => {} };
      }
      return isRecorded === true ? record(runId) : undefined;
    },
    check: (text) => summarise(parseFixture(text)),
    read: (runId, offset) => parts.store.read(runId, offset),
  };

  function record(runId: string): OpenTraffic {
    const file = parts.store.create(runId);
    let recorded: Connections | undefined;
    return {
      connections: {
        ...parts.connections,
        open(id) {
          // Only now is there anything to record: most flows without models have no file.
          recorded ??= recordTraffic(
            parts.connections,
            createTrafficRecorder({
              secrets: parts.secrets.values(),
              write: (line) => file.write(line),
              held,
              onTooLarge: () => file.discard(),
            }),
          );
          return recorded.open(id);
        },
      },
      close: () => file.close(),
    };
  }
}

function summarise({ turns }: TrafficFixture): TrafficSummary {
  let durationMs = 0;
  for (const { exchanges } of turns) {
    for (const { endedMs } of exchanges) durationMs = Math.max(durationMs, endedMs);
  }
  return { turns: turns.length, durationMs };
}
