import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { text as readAll } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { makeFolder, millrace, projectRoot } from '../cli/millrace.ts';

/** Implements `forward` and nothing else. */
const shout = `
import { ModuleBase, MillraceError } from 'millrace';
import type { ModuleContext, PortValues } from 'millrace';
import { louder } from './lib/louder.ts';

export class ShoutModule extends ModuleBase {
  protected override forward(inputs: PortValues, context: ModuleContext): PortValues {
    if (inputs['in'] === 'fail') throw new MillraceError('too_shy', 'It does not dare.', { action: 'Encourage it.' });
    const text: string = louder(String(inputs['in']));
    context.stream.text(text);
    context.stream.usage({ inputTokens: 2, outputTokens: 3 });
    context.trace.note('length', text.length);
    return { out: text };
  }
}
`;

const flow = {
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'shout',
  name: 'Shout',
  description: '',
  nodes: {
    question: { kind: 'input', kindVersion: 1, title: 'Question', settings: { default: 'hey' } },
    shout: { kind: 'shout', kindVersion: 1, title: 'Shout', settings: {} },
    answer: { kind: 'output', kindVersion: 1, title: 'Answer', settings: {} },
  },
  edges: [
    { from: 'question.value', to: 'shout.in' },
    { from: 'shout.out', to: 'answer.value' },
  ],
  layout: {},
};

function makeProject(): {
  readonly folder: string;
  readonly file: string;
  readonly modules: string;
} {
  const folder = makeFolder();
  const modules = join(folder, 'modules');
  mkdirSync(join(modules, 'lib'), { recursive: true });
  // Another copy under the same name: it must not be the one that the module gets.
  mkdirSync(join(modules, 'node_modules', 'millrace'), { recursive: true });
  writeFileSync(join(modules, 'node_modules', 'millrace', 'index.js'), 'throw new Error("copy");');
  writeFileSync(
    join(modules, 'lib', 'louder.ts'),
    'export const louder = (text: string): string => text.toUpperCase();\n',
  );
  writeFileSync(join(modules, 'shout.ts'), shout);
  const file = join(folder, 'shout.flow.json');
  writeFileSync(file, JSON.stringify(flow));
  return { folder, file, modules };
}

test('modules beside a flow are not loaded until their folder is trusted, nor after it was changed', async () => {
  const { folder, file, modules } = makeProject();
  appendFileSync(join(modules, 'lib', 'louder.ts'), "process.stderr.write('RAN');\n");
  const before = await millrace(folder, ['run', file, '--trust']);
  await millrace(folder, ['trust', 'modules', modules]);
  const trusted = await millrace(folder, ['run', file, '--trust']);
  appendFileSync(join(modules, 'lib', 'louder.ts'), "process.stderr.write('WORSE');\n");
  const changed = await millrace(folder, ['run', file, '--trust']);
  await millrace(folder, ['trust', 'modules', modules, '--while-edited']);
  appendFileSync(join(modules, 'lib', 'louder.ts'), '\n');
  const edited = await millrace(folder, ['run', file, '--trust']);
  await millrace(folder, ['trust', 'revoke', modules]);
  const revoked = await millrace(folder, ['run', file, '--trust']);
  expect([before, trusted, changed, edited, revoked].map(({ code }) => code)).toEqual([
    2, 0, 2, 0, 2,
  ]);
  expect(before.stderr).toContain('nobody has trusted it yet');
  expect(before.stderr).not.toContain('RAN');
  expect(trusted.lines.at(-1)).toBe('ret: HEY');
  expect(changed.stderr).toContain('it was changed since you trusted it');
  expect(changed.stderr).not.toContain('WORSE');
  expect(edited.lines.at(-1)).toBe('ret: HEY');
});

test('a module that only implements forward streams, is traced, counted, and fails with its own code', async () => {
  const { folder, file, modules } = makeProject();
  await millrace(folder, ['trust', 'modules', modules]);
  const ran = await millrace(folder, ['run', file, '--trust', '--json']);
  const events = ran.lines.map((line) => JSON.parse(line) as { readonly [key: string]: unknown });
  const own = events.filter(({ nodeId }) => nodeId === 'shout');
  const bodies = own.map(({ body }) => body as { readonly type: string });
  expect(own.map(({ queue }) => queue)).toEqual(
    expect.arrayContaining(['output', 'trace', 'status']),
  );
  expect(bodies).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'text-delta', text: 'HEY' }),
      expect.objectContaining({ type: 'note', name: 'length' }),
      expect.objectContaining({ type: 'usage' }),
      expect.objectContaining({
        type: 'span-finished',
        usage: expect.objectContaining({ inputTokens: 2, outputTokens: 3 }),
      }),
    ]),
  );
  const failed = await millrace(folder, ['run', file, '--trust', '--input', 'fail', '--trace']);
  expect(failed.stderr).toContain('Shout: It does not dare. Encourage it.');
  expect(failed.lines.join('\n')).toContain('"too_shy"');
});

const asking = `
import { ModuleBase } from 'millrace';
import type { ModuleContext, PortValues } from 'millrace';

export class ShoutModule extends ModuleBase {
  protected override async forward(inputs: PortValues, context: ModuleContext): Promise<PortValues> {
    const messages = [{ role: 'user' as const, content: String(inputs['in']) }];
    let out = '';
    const model = context.openConnection('demo');
    for await (const parts of model.stream({ model: 'demo-fast', messages, tools: [] }, context.signal))
      for (const part of parts)
        if (part.type === 'text-delta') {
          out += part.text;
          context.stream.text(part.text);
        }
    return { out };
  }
}
`;

test('the models that a module asks are recorded, and answer its replay', async () => {
  const { folder, file, modules } = makeProject();
  writeFileSync(join(modules, 'shout.ts'), asking);
  await millrace(folder, ['trust', 'modules', modules]);
  const fixture = join(folder, 'run.jsonl');
  const run = ['run', file, '--trust'];
  const live = await millrace(folder, [...run, '--save-fixture', fixture]);
  const replayed = await millrace(folder, [...run, '--replay', fixture, '--pace', 'none']);
  expect([live.code, replayed.code]).toEqual([0, 0]);
  expect(live.lines.at(-1)).toContain('hey');
  expect(replayed.lines).toEqual(live.lines);
});

test.each([
  ['an enum', 'export enum Colour { Red }\n', /shout\.ts:2:\d+: .*enum.*plain JavaScript/],
  ['a wrong line', 'export const broken = ;\n', /shout\.ts:2:\d+: Expression expected\./],
  ['an error', "throw new Error('No luck');\n", /shout\.ts:2:\d+: No luck\./],
  ['a missing name', "import { Nothing } from 'millrace';\n", /shout\.ts:2:\d*:? ?.*Nothing/],
  ['a missing file', "import './gone.ts';\n", /shout\.ts.*There is no file "\.\/gone\.ts"/],
  ['a file elsewhere', "import '../outside.ts';\n", /shout\.ts.*lies outside the folder/],
  [
    'a taken kind',
    "import { ModuleBase as B } from 'millrace';\nexport class LlmModule extends B { forward() { return {}; } }\n",
    /shout\.ts.*"llm" already/,
  ],
])('%s is told with its place, on the node', async (_name, line, expected) => {
  const { folder, file, modules } = makeProject();
  writeFileSync(join(folder, 'outside.ts'), 'export {};\n');
  writeFileSync(join(modules, 'shout.ts'), `// first line\n${line}`);
  await millrace(folder, ['trust', 'modules', modules, '--while-edited']);
  const { code, lines } = await millrace(folder, ['validate', file]);
  expect(code).toBe(2);
  const own = lines.filter((found) => found.includes('[module_'));
  expect(own).toEqual([expect.stringMatching(expected)]);
});

test('a new module comes with a test that passes, and works in a flow', async () => {
  const folder = makeFolder();
  const made = await millrace(folder, ['new', 'module', 'Shout']);
  const child = spawn(process.execPath, ['--test', join('modules', 'shout.test.ts')], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });
  const [out, code] = await Promise.all([
    readAll(child.stdout),
    new Promise((done) => child.on('close', done)),
  ]);
  expect({ made: made.code, code, out }).toMatchObject({
    made: 0,
    code: 0,
    out: expect.stringContaining('pass 1'),
  });
  const again = await millrace(folder, ['new', 'module', 'shout']);
  const wrong = await millrace(folder, ['new', 'module', '../evil']);
  expect([again.code, wrong.code]).toEqual([2, 0]);
  expect(readFileSync(join(folder, 'modules', 'evil.ts'), 'utf8')).toContain('class EvilModule');
  expect(projectRoot.startsWith(folder)).toBe(false);
  await millrace(folder, ['trust', 'modules', 'modules']);
  const { lines } = await millrace(folder, ['kinds']);
  expect(lines.some((line) => line.startsWith('shout'))).toBe(false);
  const named = await millrace(folder, ['kinds', '--modules', 'modules']);
  expect(named.lines.filter((line) => /^(?:shout|evil)\b/.test(line))).toHaveLength(2);
});
