import { jsonrepair } from 'jsonrepair';
import * as z from 'zod';
import type { NodePorts } from '../../model/port.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';

const settings = baseSettings.extend({
  work: z.enum(['parse', 'stringify']).default('parse'),
  /** Mend small faults, and find JSON that stands in other text. */
  repair: z.boolean().default(true),
  indent: z.int().min(0).max(10).default(2),
});
type JsonSettings = z.output<typeof settings>;

/** Reads JSON text, or writes a value as such. */
export class JsonModule extends ModuleBase<JsonSettings> {
  static override readonly kind = 'json';
  static override readonly title = 'JSON';
  static override readonly description = 'Reads a value from JSON text, or writes a value as JSON.';
  static override readonly icon = 'braces';
  static override readonly category = 'text';
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'work',
      type: 'select',
      label: 'Do',
      options: [
        { value: 'parse', label: 'Read text' },
        { value: 'stringify', label: 'Write text' },
      ],
    },
    {
      key: 'repair',
      type: 'switch',
      label: 'Forgive faults',
      help: 'Takes JSON out of the text around it, as models write it, and mends commas and quotes.',
    },
    {
      key: 'indent',
      type: 'number',
      label: 'Indent',
      min: 0,
      max: 10,
      step: 1,
      help: '0 writes one line.',
    },
  ] as const;
  static override readonly ports = JsonModule.portsFor({ work: 'parse' });

  static portsFor({ work }: Pick<JsonSettings, 'work'>): NodePorts {
    const text = { id: 'text', label: 'Text', type: 'text' } as const;
    const value = { id: 'value', label: 'Value', type: 'json' } as const;
    return work === 'parse'
      ? { inputs: [{ ...text, required: true }], outputs: [value] }
      : { inputs: [{ ...value, type: 'any', required: true }], outputs: [text] };
  }

  static summarize({ work }: JsonSettings): string {
    return work;
  }

  protected override forward(inputs: PortValues): PortValues {
    const { work, repair, indent } = this.settings;
    if (work === 'parse') return { value: readJson(inputs['text'] as string, repair) };
    return { text: JSON.stringify(inputs['value'] ?? null, null, indent) };
  }
}

/** Longer texts are not mended: that takes many times their length in memory. */
const longestRepair = 1_000_000;

function readJson(text: string, repair: boolean): unknown {
  const candidates = repair ? [text, findJson(text)] : [text];
  let reason = '';
  for (const candidate of candidates) {
    try {
      return JSON.parse(candidate);
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  const found = findJson(text);
  if (repair && /^[[{]/.test(found) && found.length <= longestRepair) {
    try {
      return JSON.parse(jsonrepair(found));
    } catch (error) {
      reason = (error as Error).message;
    }
  }
  throw new MillraceError('invalid_json', `The text is not JSON: ${reason.replace(/\.$/, '')}.`, {
    action: repair ? 'Ask the model for JSON only.' : 'Let the node forgive faults.',
  });
}

/** The fenced block of a text, or all from its first bracket to its last. */
function findJson(text: string): string {
  const fence = text.indexOf('```');
  const block = fence < 0 ? '' : (text.slice(fence + 3).split('```')[0] ?? '');
  const inner = /^(?:json5?|)\s*(?=[[{])/i.test(block) ? block : text;
  const start = inner.search(/[[{]/);
  const end = Math.max(inner.lastIndexOf('}'), inner.lastIndexOf(']'));
  return start < 0 || end < start ? text.trim() : inner.slice(start, end + 1);
}
