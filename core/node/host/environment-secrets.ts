import type { Secrets } from '../../contracts/secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secretName = /(^|_)(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i;
/** Masking shorter values would garble ordinary text and protect nothing worth the name. */
const shortestSecret = 8;

/** The secrets of hosts without a key chain: the variables of the environment whose names say that they are secret. */
export function createEnvironmentSecrets(env: Environment): Secrets {
  return {
    get: (name) => env[name]?.trim() || undefined,
    values: () =>
      Object.entries(env).flatMap(([name, value]) => {
        const text = value?.trim() ?? '';
        return secretName.test(name) && text.length >= shortestSecret ? [text] : [];
      }),
  };
}
