import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordViews } from '../../../core/node/record/query/record-views.ts';
import { connectionPresets } from '../../../core/model/connection-presets.ts';

const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')].toSorted();
const read = (path: string): string => readFileSync(path, 'utf8');
const readAll = (pattern: string): string => globSync(pattern).map(read).join('\n');
const matches = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), (match) => match[1] ?? '');

/** The part of a page below a heading, up to the next one of the same level. */
function section(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n## ${heading}\n`);
  return after.split('\n## ')[0] ?? '';
}

/** The id that a heading gets, as on GitHub. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** What is wrong with a link: its file is missing, or that file has no such heading. */
function isBroken(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(target)) return true;
  if (anchor === undefined) return false;
  return !matches(read(target), /^#+ (.+)$/gm).some((heading) => anchorOf(heading) === anchor);
}

describe.each(documents)('%s', (document) => {
  const text = read(document);
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');

  test('links to what exists', () => {
    const links = matches(prose, /\]\(([^)\s]+)\)/g).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => isBroken(document, link))).toEqual([]);
  });

  test('names folders and files of the project that exist', () => {
    const roots = 'core|electron|renderer|tests|scripts|bench|examples|docs|bin';
    const named = matches(prose, new RegExp(`\`((?:${roots})/[\\w./-]*)\``, 'g'));
    // The worked example of docs/add-a-module.md is not part of the product.
    expect(named.filter((path) => !path.includes('shorten') && !existsSync(path))).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = matches(text, /npm run (?:-s )?([a-z:-]+)/g);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('gives commands with options that they take', () => {
    const calls = Array.from(
      text.matchAll(
        /millrace (?:-- )?(run|validate|diff|export|import-run|import|test|tail|replay|kinds|web)\b([^\n`]*)/g,
      ),
      ([, command = '', rest = '']) => ({
        command,
        options: rest.split('#')[0]?.match(/--[a-z-]+/g) ?? [],
      }),
    );
    const refused = calls.flatMap(({ command, options }) =>
      options.filter((option) => !helpOf(command).includes(option)),
    );
    expect(refused).toEqual([]);
  });

  test('names no path of anybody’s machine', () => {
    expect(matches(text, /((?:^|[\s`"'(=])\/(?:home|root|Users|work|tmp)\/)/gm)).toEqual([]);
  });
});

const helps = new Map<string, readonly string[]>();

/** The options that a command lists in its help. */
function helpOf(command: string): readonly string[] {
  const known = helps.get(command);
  if (known !== undefined) return known;
  const help = execFileSync(
    process.execPath,
    ['core/bin/cli.ts', ...command.split(' '), '--help'],
    {
      encoding: 'utf8',
    },
  );
  const [own = ''] = help.split('Global Options:');
  const options = matches(own, /^ {2}(?:-[a-zA-Z], )?(--[a-z-]+)/gm);
  helps.set(command, options);
  return options;
}

test.each([
  'run',
  'validate',
  'diff',
  'export',
  'import',
  'import-run',
  'test',
  'tail',
  'replay',
  'runs',
  'query',
  'kinds',
  'web',
])('docs/command-line.md lists the options of millrace %s, all and no others', (command) => {
  const page = read('docs/command-line.md');
  const heading = matches(page, /^## (`millrace .+`)$/gm).find((title) =>
    new RegExp(`^\`millrace ${command}[ \`]`).test(title),
  );
  const listed = matches(section(page, heading ?? ''), /^\| `(--[a-z-]+)/gm);
  expect(listed.toSorted()).toEqual(
    helpOf(command)
      .filter((option) => option !== '--help')
      .toSorted(),
  );
});

/** The code of a page, block by block, without remarks: they are in the page's language. */
function codeOf(page: string): readonly string[] {
  return matches(page, /^```[a-z]*\n([\s\S]*?)^```$/gm).map((block) =>
    block
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.replace(/ +# .*$/, ''))
      .join('\n'),
  );
}

describe('README.zh-CN.md', () => {
  const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];

  test('gives the same code and commands as README.md', () => {
    expect(codeOf(chinese)).toEqual(codeOf(english));
    const spans = (page: string): string[] =>
      matches(page.replaceAll(/^```[\s\S]*?^```$/gm, ''), /`([^`\n]+)`/g);
    expect(spans(chinese).toSorted()).toEqual(spans(english).toSorted());
  });

  test('has the same sections and links, and each page leads to the other', () => {
    const shape = (page: string): readonly string[] =>
      matches(page, /^(#+) /gm).concat(
        matches(page, /(?<!!)\[[^\]]*\]\(([^)]+)\)/g).filter((link) => !link.startsWith('README')),
      );
    expect(shape(chinese)).toEqual(shape(english));
    expect([english.includes('](README.zh-CN.md)'), chinese.includes('](README.md)')]).toEqual([
      true,
      true,
    ]);
  });
});

test('docs/connections.md lists the commands and options of millrace connections', () => {
  const page = read('docs/connections.md');
  const listed = section(page, '`millrace connections`');
  const help = execFileSync(process.execPath, ['core/bin/cli.ts', 'connections', '--help'], {
    encoding: 'utf8',
  });
  const commands = matches(help.split('Commands:')[1] ?? '', /^ {2}([a-z]+) /gm);
  expect(matches(listed, /^\| `([a-z]+)/gm)).toEqual(commands.filter((name) => name !== 'help'));
  expect(matches(listed, /^\| `(--[a-z-]+)/gm)).toEqual(
    helpOf('connections add').filter((option) => option !== '--help'),
  );
});

test('docs/connections.md lists the presets and settings there are', () => {
  const page = read('docs/connections.md');
  const rows = (heading: string): string[] =>
    matches(section(page, heading), /^\| (`[^|]+`) \|/gm).flatMap((cell) =>
      matches(cell, /`([\w-]+)`/g),
    );
  expect(rows('Presets')).toEqual(connectionPresets.map(({ id }) => id));
  const source = read('core/model/connection-settings.ts');
  const [, members = ''] = source.split('export interface ConnectionSettings {');
  const settings = matches(members.split('\n}')[0] ?? '', /^ {2}readonly (\w+)/gm);
  expect(rows('Settings')).toEqual(settings);
});

test('docs/flow-format.md names codes that the sources give', () => {
  const source = readAll('core/**/*.ts');
  const codes = matches(read('docs/flow-format.md'), /^\| `([a-z]+(?:_[a-z]+)+)` \|/gm);
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});

test('docs/flow-format.md names every code that validation gives', () => {
  const page = read('docs/flow-format.md');
  const validation = read('core/model/validate-flow.ts') + read('core/model/flow-file.ts');
  const tools = readAll('core/modules/tool/{find-tool-function,build-parameters,describe-tool}.ts');
  const given = matches(validation + tools, /'([a-z]+(?:_[a-z]+)+)'/g);
  const named = new Set(matches(page, /`([a-z_]+)`/g));
  expect([...new Set(given)].filter((code) => !named.has(code))).toEqual([]);
});

test('docs/record.md describes the views of the record with all their columns', () => {
  const page = section(read('docs/record.md'), 'SQL');
  const described = page
    .split(/^\*\*`/m)
    .slice(1)
    .map((part) => [part.split('`')[0] ?? '', matches(part, /^\| `([a-z_]+)` \|/gm)]);
  expect(described).toEqual(
    recordViews.map(({ name, parameters, columns }) => [
      parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`,
      columns.map((column) => column.name),
    ]),
  );
});

test('docs/api.md names the commands of the protocol, all and no others', () => {
  const source = read('core/api/commands.ts') + readAll('core/api/commands/*.ts');
  const protocol = matches(source, /^ {2}'([a-z]+(?:\.[a-z]+)+)': \{/gm);
  const listed = matches(section(read('docs/api.md'), 'Commands'), /^\| `([a-z.]+)` \|/gm);
  expect(listed.toSorted()).toEqual(protocol.toSorted());
});

test('docs/add-a-module.md lists the statics and field types there are', () => {
  const page = read('docs/add-a-module.md');
  const base = read('core/module/module-base.ts');
  const statics = matches(base, /^ {2}static readonly (\w+)/gm);
  const fieldTypes = matches(read('core/model/field.ts'), /readonly type: '(\w+)'/g);
  const named = new Set(matches(page, /`(\w+)`/g));
  expect([...statics, ...fieldTypes].filter((name) => !named.has(name))).toEqual([]);
});
