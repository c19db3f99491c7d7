import type { PendingQuestion } from '../../core/contracts/questions.ts';
import { runFeed } from '../run/run-feed.ts';

/** Whether the run waits for this answer now; a moment of before may show questions that were answered since. */
export function stillWaits({ questionId }: PendingQuestion): boolean {
  return runFeed.live.state === 'running' && runFeed.live.questions.has(questionId);
}
