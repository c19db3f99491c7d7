import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { localCompletionSource } from '@codemirror/lang-javascript';
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { readFunctions, writeSignature } from './read-jsdoc.ts';
import type { DocumentedFunction } from './read-jsdoc.ts';
import { scriptGlobals } from './script-globals.ts';
import { textBox } from './text-marks.ts';

/** Types that the schema of a tool is made from. */
const docTypes = ['string', 'number', 'integer', 'boolean', 'object', 'string[]', 'number[]'];

/** Offers what a script of the sandbox can use: its own names, the language's, and JSDoc in comments. */
export function completeScript(
  context: CompletionContext,
): CompletionResult | null | Promise<CompletionResult | null> {
  return completeDoc(context) ?? completeMember(context) ?? completeName(context);
}

function completeDoc(context: CompletionContext): CompletionResult | null {
  if (!isInComment(context)) return null;
  const type = context.matchBefore(/@param\s+\{[\w[\]]*$/);
  if (type !== null) {
    const from = type.from + type.text.indexOf('{') + 1;
    return { from, options: docTypes.map((label) => ({ label, type: 'type' })) };
  }
  const name = context.matchBefore(/@param(?:\s+\{[^}]*\})?\s+[\w$]*$/);
  if (name !== null) {
    const typed = /[\w$]*$/.exec(name.text)?.[0] ?? '';
    return { from: context.pos - typed.length, options: missingParameters(context) };
  }
  const tag = context.matchBefore(/@\w*$/);
  if (tag === null) return null;
  return {
    from: tag.from,
    options: [
      ...missingParameters(context).map(({ label }) => ({
        label: `@param {string} ${label} `,
        type: 'keyword',
      })),
      ...['@param {string} ', '@returns {string} '].map((label) => ({ label, type: 'keyword' })),
    ],
  };
}

/** Parameters of the function under the comment that it does not tell of yet. */
function missingParameters({ state, pos }: CompletionContext): readonly Completion[] {
  const code = state.doc.toString();
  const start = code.lastIndexOf('/**', pos);
  const [under] = readFunctions(code.slice(Math.max(0, start)));
  const told = new Set(under?.params.map(({ name }) => name));
  return (under?.parameters ?? [])
    .filter((name) => !told.has(name))
    .map((label) => ({ label, type: 'variable' }));
}

function isInComment({ state, pos }: CompletionContext): boolean {
  return syntaxTree(state).resolveInner(pos, -1).name.includes('Comment');
}

function completeMember(context: CompletionContext): CompletionResult | null {
  const member = context.matchBefore(/([\w$]+)\.\w*$/);
  if (member === null) return null;
  const [owner = '', typed = ''] = member.text.split('.');
  const members = scriptGlobals.find(({ name }) => name === owner)?.members;
  if (members === undefined) return { from: context.pos, options: [] };
  return {
    from: context.pos - typed.length,
    options: members.map((label) => ({ label, type: 'method' })),
    validFor: /^\w*$/,
  };
}

function completeName(
  context: CompletionContext,
): CompletionResult | null | Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w$]+$/);
  if (word === null && !context.explicit) return null;
  const functions = readFunctions(context.state.doc.toString());
  const local = localCompletionSource(context);
  const locals = local === null || local instanceof Promise ? [] : local.options;
  const own = new Map(functions.map((each) => [each.name, each]));
  const options = locals.map((option): Completion => {
    const known = own.get(option.label);
    if (known !== undefined) return describeFunction(option, known);
    const param = functions
      .flatMap(({ params }) => params)
      .find(({ name }) => name === option.label);
    return param === undefined
      ? option
      : { ...option, detail: param.type, ...(param.text === '' ? {} : { info: param.text }) };
  });
  const globals = scriptGlobals.map(({ name }): Completion => ({
    label: name,
    type: 'namespace',
    boost: -1,
  }));
  return {
    from: word?.from ?? context.pos,
    options: [...options, ...globals],
    validFor: /^[\w$]*$/,
  };
}

function describeFunction(option: Completion, known: DocumentedFunction): Completion {
  const detail = writeSignature(known).slice(known.name.length);
  return {
    ...option,
    detail,
    type: 'function',
    ...(known.text === '' ? {} : { info: known.text }),
  };
}

/** Shows how a function of the script is called while the pointer is on its name. */
export const scriptHover: Extension = hoverTooltip((view, at) => {
  const word = view.state.wordAt(at);
  if (word === null) return null;
  const name = view.state.sliceDoc(word.from, word.to);
  const functions = readFunctions(view.state.doc.toString());
  const known = functions.find((each) => each.name === name);
  const param = functions.flatMap(({ params }) => params).find((each) => each.name === name);
  const text =
    known === undefined
      ? param === undefined
        ? undefined
        : [`${param.name}: ${param.type || '?'}`, param.text].filter(Boolean).join('\n')
      : [writeSignature(known), known.text].filter(Boolean).join('\n');
  if (text === undefined) return null;
  return { pos: word.from, end: word.to, above: true, create: () => ({ dom: textBox(text) }) };
});
