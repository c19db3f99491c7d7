import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';

/** A name that may stand between the braces of a template. */
export interface TemplateName {
  readonly name: string;
  /** Where its value comes from, in words. */
  readonly from: string;
  /** Ones with a wire come first, then inputs without one, then what could be wired. */
  readonly rank: 0 | 1 | 2;
}

const open = /\{\{\s*([\p{L}_][\p{L}\p{N}_]*)?$/u;

/** Offers names after `{{`, and closes the braces behind the chosen one; they are asked for only there. */
export function completeTemplate(
  listNames: () => readonly TemplateName[],
  context: Pick<CompletionContext, 'matchBefore' | 'pos' | 'state'>,
): CompletionResult | null {
  const before = context.matchBefore(/\{\{\s*[\p{L}\p{N}_]*$/u);
  if (before === null || !open.test(before.text)) return null;
  const typed = /[\p{L}\p{N}_]*$/u.exec(before.text)?.[0] ?? '';
  const after = context.state.sliceDoc(context.pos, context.pos + 8);
  const close = /^[\p{L}\p{N}_]*\s*\}\}/u.test(after) ? '' : '}}';
  return {
    from: context.pos - typed.length,
    options: listNames().map(({ name, from, rank }): Completion => ({
      label: name,
      detail: from,
      apply: `${name}${close}`,
      type: 'variable',
      boost: -rank,
    })),
    validFor: /^[\p{L}\p{N}_]*$/u,
  };
}
