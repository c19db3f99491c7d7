import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEnvironmentSecrets } from '../../../core/node/host/environment-secrets.ts';
import { defaultRecordPath } from '../../../core/node/host/record-path.ts';

test('the record lies where each system keeps the data of programs', () => {
  expect([
    defaultRecordPath({ MILLRACE_HOME: '/data' }, 'linux'),
    defaultRecordPath({ XDG_DATA_HOME: '/xdg' }, 'linux'),
    defaultRecordPath({}, 'linux'),
    defaultRecordPath({}, 'darwin'),
    defaultRecordPath({ LOCALAPPDATA: '/local' }, 'win32'),
  ]).toEqual([
    join('/data', 'record.db'),
    join('/xdg', 'millrace', 'record.db'),
    join(homedir(), '.local', 'share', 'millrace', 'record.db'),
    join(homedir(), 'Library', 'Application Support', 'Millrace', 'record.db'),
    join('/local', 'Millrace', 'record.db'),
  ]);
});

test('what a variable’s name calls secret is masked, unless it is too short to be one', () => {
  const secrets = createEnvironmentSecrets({
    OPENAI_API_KEY: ' sk-0123456789 ',
    DB_PASSWORD: 'correct horse',
    SHORT_TOKEN: 'abc',
    EMPTY_KEY: '',
    MONKEY: 'not a secret',
    PATH: '/usr/bin:/bin',
  });
  expect(secrets.values()).toEqual(['sk-0123456789', 'correct horse']);
  expect([secrets.get('OPENAI_API_KEY'), secrets.get('EMPTY_KEY'), secrets.get('NONE')]).toEqual([
    'sk-0123456789',
    undefined,
    undefined,
  ]);
});
