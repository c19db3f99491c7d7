import type { TrafficPiece, TrafficSummary } from '../contracts/run-traffic.ts';
import type { Engine } from '../engine/engine.ts';
import { MillraceError } from '../shared/errors.ts';

/** A piece of a run's traffic file. Throws `unknown_run`, `no_traffic`, `traffic_unreadable`. */
export function readTraffic(engine: Engine, runId: string, offset: number): TrafficPiece {
  if (engine.record.run(runId) === undefined) throw unknownRun(runId);
  const piece = engine.traffic?.read(runId, offset);
  if (piece !== undefined) return piece;
  throw new MillraceError('no_traffic', 'No model traffic of this run is kept.', {
    action:
      'It asked no model, was itself a replay, ran while recording was off, or was too large: run it again to record it.',
  });
}

/** What a traffic file holds. Throws `invalid_fixture`, `newer_fixture`, `traffic_unavailable`. */
export function checkTraffic(engine: Engine, text: string): TrafficSummary {
  if (engine.traffic !== undefined) return engine.traffic.check(text);
  throw new MillraceError('traffic_unavailable', 'This host cannot replay model traffic.');
}

/** Says that the record holds no such run. */
export function unknownRun(runId: string): MillraceError {
  return new MillraceError('unknown_run', `The record holds no run "${runId}".`, {
    action: 'It may have been removed with old runs; choose another one.',
  });
}
