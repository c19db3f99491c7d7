import { callSentences } from './engine/call-sentences.ts';
import { exportSentences } from './engine/export-sentences.ts';
import { fileSentences } from './engine/file-sentences.ts';
import { flowSentences } from './engine/flow-sentences.ts';
import { librarySentences } from './engine/library-sentences.ts';
import { modelSentences } from './engine/model-sentences.ts';
import { recordSentences } from './engine/record-sentences.ts';
import { runSentences } from './engine/run-sentences.ts';
import { stepSentences } from './engine/step-sentences.ts';
import { toolSentences } from './engine/tool-sentences.ts';

/** All that errors and findings say, by the English sentence; `{0}` is a part that varies. */
export const engineSentences: Readonly<Record<string, string>> = {
  ...callSentences,
  ...exportSentences,
  ...fileSentences,
  ...flowSentences,
  ...librarySentences,
  ...modelSentences,
  ...recordSentences,
  ...runSentences,
  ...stepSentences,
  ...toolSentences,
};
