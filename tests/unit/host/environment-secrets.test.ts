import { expect, test } from 'vitest';
import { createEnvironmentSecrets } from '../../../core/node/host/environment-secrets.ts';

test('what the host names is masked whatever its name; so is what is named like a secret; short values are not', () => {
  const env = {
    OPENAI_API_KEY: 'sk-12345678',
    CLIENT_TOKEN: 'tok-12345678',
    PLAIN: 'a public value',
    SHORT_KEY: 'abc',
    HOUSE: 'number twelve',
  };
  const secrets = createEnvironmentSecrets(env, () => ['HOUSE']);
  expect([secrets.values().toSorted(), secrets.get('PLAIN')]).toEqual([
    ['number twelve', 'sk-12345678', 'tok-12345678'],
    'a public value',
  ]);
});
