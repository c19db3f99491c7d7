import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanvasStore } from './screen/canvas-store.ts';
import { useRunStore } from './run/run-store.ts';
import { useRunView } from './run/use-run-view.ts';
import { useEngineWords } from './i18n/use-engine-words.ts';

/** How often it is looked for questions, ms. */
const lookEveryMs = 250;

/**
 * Tells screen readers how the run goes, what it asks and what happened on the canvas. What is said here is said nowhere
 * else: the panels that show the same are silent, and may be closed.
 */
export function LiveRegion(): ReactNode {
  const { t } = useTranslation();
  const announcement = useCanvasStore((store) => store.announcement);
  const told = useToldState();
  const question = useQuestion();
  return (
    <>
      <div role="status" aria-label={t('runStateRegion')} className="sr-only">
        {told}
      </div>
      <div aria-live="assertive" className="sr-only">
        {question}
      </div>
      <div role="status" className="sr-only">
        {announcement}
      </div>
    </>
  );
}

/** How the shown run stands, with why it failed; what has been said of a state stays until there is another one. */
function useToldState(): string {
  const { t } = useTranslation();
  const say = useEngineWords();
  const runId = useRunStore((store) => store.runId);
  const state = useRunStore((store) => store.state);
  const error = useRunStore((store) => store.error);
  const failed = state === 'failed' || state === 'interrupted';
  const failure = failed ? say(error?.message ?? '') : '';
  const [said, setSaid] = useState({ of: '', failure: '' });
  const of = `${runId} ${state}`;
  const kept = failure === '' && said.of === of ? said.failure : failure;
  // That the engine is back takes its reason away; a shorter sentence would be said as news.
  if (said.of !== of || said.failure !== kept) setSaid({ of, failure: kept });
  return state === 'idle' || state === 'starting' ? '' : `${t(`run_${state}`)} ${kept}`.trim();
}

/** What the run asks a person; of several questions the latest. */
function useQuestion(): string {
  const { t } = useTranslation();
  const { state, questions, nodes } = useRunView(lookEveryMs);
  const pending = state === 'running' ? [...questions.values()].at(-1) : undefined;
  if (pending === undefined) return '';
  const title = nodes.get(pending.nodeId)?.title ?? '';
  return t('runAsks', { title, question: pending.question.text });
}
