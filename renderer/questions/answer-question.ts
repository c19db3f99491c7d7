import type { Answer } from '../../core/contracts/questions.ts';
import { toErrorInfo } from '../../core/shared/errors.ts';
import { useRunStore } from '../run/run-store.ts';
import { showToast } from '../ui/toast-store.ts';

/** Answers what the shown run waits for. Never rejects: what went wrong is told in a toast. */
export async function answerQuestion(questionId: string, answer: Answer): Promise<void> {
  const { engine, runId } = useRunStore.getState();
  if (!engine || !runId) return;
  try {
    await engine.call('run.answer', { runId, questionId, answer });
  } catch (error) {
    const { message, action } = toErrorInfo(error);
    showToast({ tone: 'error', text: message, action });
  }
}
