import * as z from 'zod';
import type { NodePorts, Port } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { MillraceError } from '../../shared/errors.ts';
import { changeCase, textCases } from './change-case.ts';
import { listChunks } from './chunk-text.ts';
import { collectPatiently } from './collect-patiently.ts';
import { textFields } from './text-fields.ts';

const textWorks = ['trim', 'split', 'join', 'replace', 'extract', 'case', 'chunk'] as const;

const settings = baseSettings.extend({
  work: z.enum(textWorks).default('trim'),
  /** What is looked for when splitting, replacing or extracting; what stands between joined texts. */
  pattern: z.string().default(''),
  /** Whether the pattern is a regular expression; extracting always takes it as one. */
  isRegex: z.boolean().default(false),
  ignoreCase: z.boolean().default(false),
  replacement: z.string().default(''),
  letters: z.enum(textCases).default('lower'),
  size: z.int().min(1).max(1_000_000).default(1000),
  overlap: z.int().min(0).max(1_000_000).default(100),
});
type TextSettings = z.output<typeof settings>;

const patternTimeoutMs = 5000;

/** Changes a text, cuts it up, or puts texts together. */
export class TextModule extends ModuleBase<TextSettings> {
  static override readonly kind = 'text';
  static override readonly title = 'Text';
  static override readonly description =
    'Trims, splits, joins, replaces, extracts, changes letters or cuts into chunks.';
  static override readonly icon = 'type';
  static override readonly category = 'text';
  static override readonly settings = settings;
  static override readonly fields = textFields;
  static override readonly ports = TextModule.portsFor({ work: 'trim' });

  static portsFor({ work }: Pick<TextSettings, 'work'>): NodePorts {
    const list: Port = { id: 'list', label: 'List', type: 'json', required: true };
    const text: Port = { id: 'text', label: 'Text', type: 'text', required: true };
    const givesList = work === 'split' || work === 'extract' || work === 'chunk';
    return { inputs: [work === 'join' ? list : text], outputs: [givesList ? list : text] };
  }

  static summarize({ work, pattern, letters, size }: TextSettings): string {
    if (work === 'case') return `${letters} case`;
    if (work === 'chunk') return `chunks of ${size}`;
    return pattern === '' || work === 'trim'
      ? work
      : `${work} ${JSON.stringify(pattern).slice(0, 50)}`;
  }

  static checkSettings(own: TextSettings): readonly SettingsIssue[] {
    const { work, pattern } = own;
    if (pattern === '' && (work === 'replace' || work === 'extract')) {
      return [
        {
          severity: 'error',
          code: 'pattern_missing',
          message: 'There is nothing to look for.',
          action: 'Fill in Pattern.',
          path: ['pattern'],
        },
      ];
    }
    if (!usesRegex(own)) return [];
    try {
      void new RegExp(pattern, flagsOf(own));
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        {
          severity: 'error',
          code: 'invalid_pattern',
          message: `The pattern cannot be read: ${reason}.`,
          path: ['pattern'],
        },
      ];
    }
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { work, pattern, letters, size, overlap } = this.settings;
    if (work === 'join') return { text: readTexts(inputs['list']).join(pattern) };
    const text = inputs['text'] as string;
    switch (work) {
      case 'trim':
        return { text: text.trim() };
      case 'case':
        return { text: changeCase(text, letters) };
      case 'chunk':
        return { list: await collectPatiently(listChunks(text, size, overlap), context.signal) };
      case 'split':
        return { list: await this.#split(text, context) };
      case 'extract':
        return { list: await this.#apply('match', text, context) };
      case 'replace':
        return { text: await this.#replace(text, context) };
      default:
        return assertNever(work, 'work on text');
    }
  }

  async #split(text: string, context: ModuleContext): Promise<unknown> {
    const { pattern, isRegex } = this.settings;
    if (isRegex) return this.#apply('split', text, context);
    return text.split(pattern === '' ? '\n' : pattern);
  }

  async #replace(text: string, context: ModuleContext): Promise<unknown> {
    if (usesRegex(this.settings)) return this.#apply('replace', text, context);
    // A function, since a replacement of plain text means its $ as they stand.
    return text.replaceAll(this.settings.pattern, () => this.settings.replacement);
  }

  #apply(
    work: 'match' | 'replace' | 'split',
    text: string,
    context: ModuleContext,
  ): Promise<unknown> {
    const { pattern, isRegex, replacement } = this.settings;
    const isPlain = work === 'replace' && !isRegex;
    return context.patterns.apply({
      work,
      text,
      pattern: isPlain ? pattern.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') : pattern,
      flags: flagsOf(this.settings),
      replacement: isPlain ? replacement.replaceAll('$', '$$$$') : replacement,
      timeoutMs: patternTimeoutMs,
      signal: context.signal,
    });
  }
}

/** Plain text is only looked for without regard to case by a regular expression. */
function usesRegex({ work, isRegex, ignoreCase }: TextSettings): boolean {
  if (work === 'extract') return true;
  return (work === 'split' && isRegex) || (work === 'replace' && (isRegex || ignoreCase));
}

function flagsOf({ ignoreCase, isRegex, work }: TextSettings): string {
  // With the flag for Unicode a character that is escaped needlessly is an error.
  return `g${ignoreCase ? 'i' : ''}m${isRegex || work === 'extract' ? 'u' : ''}`;
}

function readTexts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    throw new MillraceError('wrong_value', 'Only a list can be joined.', {
      action: 'Give it a list, such as the results of a map.',
    });
  }
  return value.map((part: unknown) =>
    typeof part === 'string' ? part : JSON.stringify(part ?? ''),
  );
}
