import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);
const run = promisify(execFile);

type Configuration = Readonly<Record<string, unknown>>;
interface BuilderConfig {
  validateConfiguration(config: Configuration, log: { readonly isEnabled: boolean }): Promise<void>;
}

// electron-builder's own parts, found from where it stands.
const requireFromBuilder = createRequire(require.resolve('electron-builder'));
const builder = requireFromBuilder('app-builder-lib/out/util/config/config') as BuilderConfig;
const yaml = createRequire(requireFromBuilder.resolve('app-builder-lib'))('js-yaml') as {
  load(text: string): Configuration;
};

async function readConfiguration(): Promise<Configuration> {
  return yaml.load(await readFile(join(root, 'electron-builder.yml'), 'utf8'));
}

describe('electron-builder.yml', () => {
  test('keeps to the schema of electron-builder', async () => {
    const configuration = await readConfiguration();
    await builder.validateConfiguration(configuration, { isEnabled: false });
    const wrong = { ...configuration, electronFuses: { runAsNod: false } };
    await expect(builder.validateConfiguration(wrong, { isEnabled: false })).rejects.toThrow(
      'configuration.electronFuses',
    );
  });

  test('closes every door that the fuses can close', async () => {
    expect((await readConfiguration())['electronFuses']).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });
});

describe('the package', () => {
  let folder = '';
  let resources = '';
  let entries: readonly string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-package-'));
    await makeProject(folder);
    await makeStandInElectron(join(folder, 'electron'));
    const configuration = {
      ...(await readConfiguration()),
      // Fuses are flipped inside the real binary, which is not here.
      electronFuses: null,
      electronDist: join(folder, 'electron'),
      directories: { buildResources: 'build', output: join(folder, 'out') },
    };
    await writeFile(join(folder, 'offline.json'), JSON.stringify(configuration));
    const command = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const options = [
      '--linux',
      '--x64',
      '--dir',
      '--config',
      join(folder, 'offline.json'),
      '--projectDir',
      folder,
    ];
    await run(process.execPath, [command, ...options, '--publish', 'never'], { cwd: folder }).catch(
      (error: Error & { stdout: string; stderr: string }) => {
        throw new Error(`electron-builder failed:\n${error.stdout}\n${error.stderr}`);
      },
    );
    resources = join(folder, 'out', 'linux-unpacked', 'resources');
    entries = listPackage(join(resources, 'app.asar'), { isPack: false }).map((name) =>
      name.replaceAll('\\', '/'),
    );
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds the built app, the examples and one native module, and nothing else', () => {
    const files = entries.filter((name) => !entries.some((other) => other.startsWith(`${name}/`)));
    const outsideLibrary = files.filter(
      (name) => !name.startsWith('/node_modules/better-sqlite3/lib/'),
    );
    expect(outsideLibrary.toSorted()).toEqual([
      '/LICENSE',
      '/build/icon.png',
      '/dist/engine/emscripten-module.wasm',
      '/dist/engine/engine.js',
      '/dist/engine/sandbox-worker.js',
      '/dist/main/main.js',
      '/dist/preload/preload.cjs',
      '/dist/renderer/index.html',
      '/examples/chat.flow.json',
      '/node_modules/better-sqlite3/LICENSE',
      '/node_modules/better-sqlite3/package.json',
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
      '/package.json',
    ]);
    expect(files.length - outsideLibrary.length).toBeGreaterThan(5);
  });

  test('keeps the native file outside the archive, where the system can load it', () => {
    const native = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
    expect(statFile(join(resources, 'app.asar'), native)).toMatchObject({ unpacked: true });
    expect(existsSync(join(resources, 'app.asar.unpacked', native))).toBe(true);
  });
});

/** A project with the real lists and module, and small stand-ins for what a build makes. */
async function makeProject(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Configuration;
  const devDependencies = {
    electron: (manifest['devDependencies'] as Record<string, string>)['electron'],
  };
  const kept = { ...manifest, devDependencies, scripts: {}, optionalDependencies: {} };
  await writeFile(join(folder, 'package.json'), JSON.stringify(kept));
  const made = [
    'dist/main/main.js',
    'dist/main/main.js.map',
    'dist/engine/engine.js',
    'dist/engine/sandbox-worker.js',
    'dist/engine/emscripten-module.wasm',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
    'LICENSE',
    'core/engine/engine.ts',
    'tests/unit/some.test.ts',
    'examples/chat.flow.json',
    'examples/stream-tutorial.ts',
    'renderer/main.tsx',
    'electron/main/main.ts',
    'vite.config.ts',
    '.npmrc',
  ];
  for (const path of made) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), '// stand-in');
  }
  await cp(join(root, 'build'), join(folder, 'build'), { recursive: true });
  await cp(
    join(root, 'node_modules', 'better-sqlite3'),
    join(folder, 'node_modules', 'better-sqlite3'),
    { recursive: true },
  );
  await symlink(
    join(root, 'node_modules', 'electron'),
    join(folder, 'node_modules', 'electron'),
    'junction',
  );
}

async function makeStandInElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  const { version } = require('electron/package.json') as { readonly version: string };
  await writeFile(join(folder, 'version'), version);
  await writeFile(join(folder, 'electron'), '#!/bin/sh\n');
  await chmod(join(folder, 'electron'), 0o755);
}
