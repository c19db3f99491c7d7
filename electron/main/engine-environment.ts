import type { SecretValues } from '../shared/engine-messages.ts';

const passedOn: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'OLLAMA_HOST',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
]);

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The engine process's whole environment: only what it needs, and no secret, because
 * an environment can be read by other programs of the person and is inherited by children.
 */
export function buildEngineEnvironment(environment: Environment): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isPassedOn(entry[0]),
  );
  return Object.fromEntries(kept);
}

/** Keys that the person set in the environment of the app; they reach the engine as messages. */
export function readEnvironmentSecrets(environment: Environment): SecretValues {
  const secrets = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      Boolean(entry[1]) && entry[0].toUpperCase().endsWith('_API_KEY'),
  );
  return Object.fromEntries(secrets);
}

function isPassedOn(name: string): boolean {
  const upper = name.toUpperCase();
  return (
    passedOn.has(upper) ||
    upper.startsWith('LC_') ||
    upper.endsWith('_BASE_URL') ||
    upper.endsWith('_MODEL')
  );
}
