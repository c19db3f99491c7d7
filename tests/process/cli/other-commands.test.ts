import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, millrace, projectRoot, writeChatFlow } from './millrace.ts';

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
};

describe('millrace validate', () => {
  test('says when there is nothing to complain about', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    expect(await millrace(folder, ['validate', path])).toEqual({
      code: 0,
      lines: [`${path}: nothing to complain about.`],
      stderr: '',
    });
  });

  test('prints every finding with its place, also as JSON', async () => {
    const folder = makeFolder();
    const path = join(folder, 'broken.flow.json');
    const text = readFileSync(writeChatFlow(folder), 'utf8');
    writeFileSync(path, text.replace('"llm"', '"lmm"').replace('answer.value', 'nobody.value'));
    const plain = await millrace(folder, ['validate', path]);
    const json = await millrace(folder, ['validate', path, '--json']);
    const { valid, findings } = JSON.parse(json.lines.join('\n')) as {
      readonly valid: boolean;
      readonly findings: readonly {
        readonly code: string;
        readonly place: { readonly line?: number };
      }[];
    };
    expect([plain.code, json.code, valid]).toEqual([2, 2, false]);
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown_kind', 'unknown_node']),
    );
    expect(plain.lines).toHaveLength(findings.length);
    for (const [index, finding] of findings.entries()) {
      expect(plain.lines[index]).toContain(`broken.flow.json:${finding.place.line}:`);
    }
  });

  test('a flow cannot drive the terminal or fake a line', async () => {
    const folder = makeFolder();
    const path = writeChatFlow(folder);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"llm"', JSON.stringify('\u001b[2J\nok')));
    const { lines } = await millrace(folder, ['validate', path]);
    expect(lines.find((line) => line.includes('[unknown_kind]'))).toContain(
      String.raw`There is no module kind "\x1b[2J\x0aok".`,
    );
  });
});

test('millrace kinds lists what there is', async () => {
  const folder = makeFolder();
  const table = await millrace(folder, ['kinds']);
  const json = await millrace(folder, ['kinds', '--json']);
  const kinds = (JSON.parse(json.lines.join('\n')) as readonly { readonly kind: string }[]).map(
    ({ kind }) => kind,
  );
  expect(kinds).toEqual(
    expect.arrayContaining(['agent', 'input', 'llm', 'output', 'prompt', 'tool']),
  );
  expect(table.lines.slice(1).map((line) => line.split(' ')[0])).toEqual(kinds);
});

test('help and version are no errors', async () => {
  const folder = makeFolder();
  const [help, shown] = await Promise.all([
    millrace(folder, ['--help']),
    millrace(folder, ['--version']),
  ]);
  expect([help.code, shown.code, shown.lines]).toEqual([0, 0, [version]]);
  expect(help.lines.join('\n')).toMatch(/run .*\n[^]*validate .*\n[^]*kinds .*\n[^]*web /);
});

describe('millrace web', () => {
  test('prints its address and leaves at Ctrl+C', async () => {
    const folder = makeFolder();
    const ending = await millrace(folder, ['web', writeChatFlow(folder), '--port', '0'], {
      onLine: (_line, control) => control.signal('SIGINT'),
    });
    expect(ending).toEqual({
      code: 0,
      lines: [
        expect.stringMatching(/^Millrace is open at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/),
      ],
      stderr: expect.stringContaining('Ctrl+C'),
    });
  });

  test('refuses a missing file and a port that is none', async () => {
    const folder = makeFolder();
    const endings = await Promise.all([
      millrace(folder, ['web', 'missing.flow.json']),
      millrace(folder, ['web', '--port', 'many']),
    ]);
    expect(endings.map(({ code, lines }) => [code, lines])).toEqual([
      [2, []],
      [2, []],
    ]);
  });
});

describe('an old Node', () => {
  const oldNode = '/usr/bin/node';
  const found = existsSync(oldNode)
    ? spawnSync(oldNode, ['--version'], { encoding: 'utf8' }).stdout.trim()
    : '';
  const isOld = found !== '' && Number.parseInt(found.slice(1), 10) < 24;

  test.skipIf(!isOld)(
    'hands over to the Node that Millrace brings (needs an old /usr/bin/node)',
    () => {
      const launcher = join(projectRoot, 'bin/millrace.mjs');
      const { status, stdout } = spawnSync(oldNode, [launcher, '--version'], { encoding: 'utf8' });
      const wrong = spawnSync(oldNode, [launcher, 'fly'], { encoding: 'utf8' });
      expect([status, stdout, wrong.status]).toEqual([0, `${version}\n`, 2]);
    },
  );

  test.skipIf(!isOld)('runs any script of the project (needs an old /usr/bin/node)', () => {
    const args = [
      'bin/run-on-node-24.mjs',
      'core/bin/cli.ts',
      'validate',
      'examples/chat.flow.json',
    ];
    const { status, stderr } = spawnSync(oldNode, args, { encoding: 'utf8', cwd: projectRoot });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.skipIf(!isOld)('without that one, says what to do (needs an old /usr/bin/node)', () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'bin'));
    const launcher = join(folder, 'bin', 'millrace.mjs');
    for (const file of ['millrace.mjs', 'run-on-node-24.mjs']) {
      copyFileSync(join(projectRoot, 'bin', file), join(folder, 'bin', file));
    }
    const { status, stdout, stderr } = spawnSync(oldNode, [launcher, '--version'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Millrace needs Node 24 or newer; this is [\d.]+\. [^\n]+\n$/);
  });
});

test('a reader that goes away ends a listing quietly', async () => {
  const child = spawn(process.execPath, [join(projectRoot, 'core/bin/cli.ts'), 'kinds'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect([code, complaints]).toEqual([141, '']);
});
