import { autocompletion } from '@codemirror/autocomplete';
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { bracketMatching } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { expressionFunctions } from '../../core/model/expression-functions.ts';

const options = expressionFunctions.map(({ name, takes }) => ({
  label: `$${name}`,
  detail: `(${takes})`,
  apply: `$${name}(`,
  type: 'function',
}));

/** Offers the functions of the expression language as soon as a `$` is typed. */
function completeFunction(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/\$\w*/);
  if (word === null) return null;
  return { from: word.from, options, validFor: /^\$\w*$/ };
}

/** What an editor for expressions has besides. */
export const expressionExtensions: readonly Extension[] = [
  EditorView.lineWrapping,
  bracketMatching(),
  autocompletion({ override: [completeFunction], icons: false }),
];
