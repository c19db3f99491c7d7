/** The text of a new module: one setting, one input, one output, a streamed text and a note. */
export function writeModuleSource(words: readonly string[], stem: string): string {
  return `import { ModuleBase, baseSettings, z } from 'millrace';
import type { ModuleContext, NodePorts, PortValues } from 'millrace';

const settings = baseSettings.extend({ maxWords: z.int().min(1).default(5) });

/** Keeps the first words of a text. Replace this by what your module does. */
export class ${classNameOf(words)} extends ModuleBase<z.output<typeof settings>> {
  static override readonly kind = '${stem}';
  static override readonly title = '${titleOf(words)}';
  static override readonly description = 'Keeps the first words of a text.';
  static override readonly icon = 'box';
  static override readonly category = 'text';
  static override readonly settings = settings;
  static override readonly fields = [
    { key: 'maxWords', type: 'number', label: 'Most words', min: 1, step: 1 },
  ] as const;
  static override readonly ports: NodePorts = {
    inputs: [{ id: 'text', label: 'Text', type: 'text', required: true }],
    outputs: [{ id: 'text', label: 'Text', type: 'text' }],
  };

  protected override forward(inputs: PortValues, context: ModuleContext): PortValues {
    const words = String(inputs['text']).split(/\\s+/).filter(Boolean);
    const text = words.slice(0, this.settings.maxWords).join(' ');
    context.stream.text(text);
    context.trace.note('words-left-out', Math.max(0, words.length - this.settings.maxWords));
    return { text };
  }
}
`;
}

/** The text of its test, for Node's own test runner. */
export function writeModuleTest(words: readonly string[], stem: string): string {
  const className = classNameOf(words);
  return `import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { tryModule } from 'millrace';
import { ${className} } from './${stem}.ts';

test('keeps the first words, streams them and notes how many it left out', async () => {
  const { outputs, text, notes } = await tryModule(${className}, {
    settings: { maxWords: 2 },
    inputs: { text: 'one two three' },
  });
  deepEqual(outputs, { text: 'one two' });
  equal(text, 'one two');
  deepEqual(notes, { 'words-left-out': 1 });
});
`;
}

function titleOf(words: readonly string[]): string {
  const text = words.join(' ').toLowerCase();
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function classNameOf(words: readonly string[]): string {
  const parts = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase());
  return `${parts.join('')}Module`;
}
