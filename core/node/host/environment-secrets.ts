import type { Secrets } from '../../contracts/secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const secretName = /(^|_)(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i;
/** Whether an environment variable's name says that it holds a secret. */
export function isSecretVariable(name: string): boolean {
  return secretName.test(name);
}

/** Masking shorter values would garble ordinary text and protect nothing worth the name. */
const shortestSecret = 8;

/**
 * Secrets that stand in an environment: the variables whose names say so, and those that the host names itself, such as
 * all that came out of its key chain. `listNames` is asked anew each time.
 */
export function createEnvironmentSecrets(
  env: Environment,
  listNames: () => readonly string[] = () => [],
): Secrets {
  return {
    get: (name) => env[name]?.trim() || undefined,
    values: () => {
      const named = new Set(listNames());
      return Object.entries(env).flatMap(([name, value]) => {
        const text = value?.trim() ?? '';
        const isSecret = named.has(name) || isSecretVariable(name);
        return isSecret && text.length >= shortestSecret ? [text] : [];
      });
    },
  };
}
