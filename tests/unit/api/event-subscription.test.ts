import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventSubscription } from '../../../core/api/event-subscription.ts';
import type { RunEvent } from '../../../core/contracts/events.ts';
import { decodeFrames } from '../../../core/contracts/frame-codec.ts';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { recorded, startWrittenRun } from './written-run.ts';

/** The last frame that is sent may go beyond the window. */
const mostFrameEvents = 256;

test('every event arrives once and in order, whatever is committed and drawn when', () => {
  const record = openRecord(':memory:');
  const step = fc.oneof(
    fc.record({ commit: fc.integer({ min: 1, max: 700 }) }),
    fc.record({ acknowledgePart: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 0, max: 1_200 }),
      fc.array(step, { maxLength: 12 }),
      (window, past, steps) => {
        const run = startWrittenRun(record);
        if (past > 0) run.commit(past);
        const seen: RunEvent[] = [];
        let acknowledged = 0;
        let mostUnderWay = 0;
        const subscription = new EventSubscription({
          record,
          runId: run.runId,
          afterSeq: 0,
          window,
          send: (frames) => {
            seen.push(...decodeFrames(frames, seen.at(-1)?.seq ?? 0));
            mostUnderWay = Math.max(mostUnderWay, seen.length - acknowledged);
          },
        });
        const acknowledge = (count: number): void => {
          const last = seen[count - 1];
          if (last === undefined) return;
          acknowledged = Math.max(acknowledged, count);
          subscription.acknowledge(last.seq);
        };
        subscription.start();
        for (const each of steps) {
          if ('commit' in each) run.commit(each.commit);
          else acknowledge(Math.floor(seen.length * each.acknowledgePart));
        }
        for (let drawn = -1; drawn < seen.length;) {
          drawn = seen.length;
          acknowledge(drawn);
        }
        subscription.stop();
        run.commit(1);
        expect(seen).toEqual(recorded(record, run.runId).slice(0, -1));
        expect(mostUnderWay).toBeLessThan(window + mostFrameEvents);
      },
    ),
    { numRuns: 40 },
  );
  record.close();
});
