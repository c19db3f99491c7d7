import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const quickJsWasm = createRequire(import.meta.url).resolve(
  '@jitl/quickjs-wasmfile-release-sync/wasm',
);

/** A part of the app that runs in Electron's own Node: everything bundled but what Electron or a native file brings. */
function nodePart(
  entries: Readonly<Record<string, string>>,
  outDir: string,
  format: 'es' | 'cjs',
): EnvironmentOptions {
  const extension = format === 'es' ? 'js' : 'cjs';
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      outDir: `${root}dist/${outDir}`,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, root + file]),
        ),
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
          comments: false,
          // Names stay, for reports of errors; what is left out would lie in memory as long as the engine runs.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  };
}

/** QuickJS finds its WebAssembly beside the script that loads it. */
function copyQuickJsWasm(): Plugin {
  return {
    name: 'millrace-copy-quickjs-wasm',
    applyToEnvironment: (environment) => environment.name === 'engine',
    writeBundle: ({ dir = '' }) => copyFileSync(quickJsWasm, join(dir, 'emscripten-module.wasm')),
  };
}

/**
 * A script with one character beyond Latin-1 takes two bytes for each of its characters as long as the engine lives.
 * Escapes mean the same in strings, templates and regular expressions, and comments are left out.
 */
function writeAscii(): Plugin {
  return {
    name: 'millrace-write-ascii',
    applyToEnvironment: (environment) => environment.name === 'engine',
    generateBundle: (_options, bundle) => {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        part.code = part.code.replaceAll(
          /[\u0080-\uffff]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
    },
  };
}

export default defineConfig({
  root: `${root}renderer`,
  base: '/',
  plugins: [react(), tailwindcss(), copyQuickJsWasm(), writeAscii()],
  environments: {
    client: {
      build: {
        outDir: `${root}dist/renderer`,
        emptyOutDir: true,
        // Small files stay files: the page's policy allows no inline scripts.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        sourcemap: true,
        rolldownOptions: { input: `${root}renderer/index.html` },
      },
    },
    main: nodePart({ main: 'electron/main/main.ts' }, 'main', 'es'),
    engine: nodePart(
      {
        engine: 'electron/engine/engine.ts',
        'engine-process': 'core/bin/engine-process.ts',
        'sandbox-worker': 'core/node/sandbox/sandbox-worker.ts',
        'task-worker': 'core/node/threads/task-worker.ts',
        'query-process': 'core/node/databases/query-process.ts',
        'record-query-process': 'core/node/record/query/record-query-process.ts',
        'retrieval-worker': 'core/node/retrieval/retrieval-worker.ts',
      },
      'engine',
      'es',
    ),
    preload: nodePart({ preload: 'electron/preload/preload.ts' }, 'preload', 'cjs'),
  },
  builder: {
    async buildApp(builder) {
      const parts = existsSync(`${root}renderer/index.html`)
        ? Object.values(builder.environments)
        : Object.values(builder.environments).filter(({ name }) => name !== 'client');
      for (const part of parts) if (part.name !== 'ssr') await builder.build(part);
    },
  },
});
