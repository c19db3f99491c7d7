import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const fakeElectron = fileURLToPath(new URL('tests/electron/fake/electron.ts', import.meta.url));

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'tests/unit/**/*.test.ts',
            'tests/contract/**/*.test.ts',
            'tests/process/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        resolve: { alias: { electron: fakeElectron } },
        test: { name: 'electron', include: ['tests/electron/**/*.test.ts'] },
      },
    ],
  },
});
