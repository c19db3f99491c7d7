import { open, readFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { SecretStatus } from '../../core/api/desktop-api.ts';
import { writeFileAtomically } from '../../core/node/host/write-file-atomically.ts';
import { MillraceError } from '../../core/shared/errors.ts';
import type { SecretValues } from '../shared/engine-messages.ts';

const storedSecrets = z.object({
  version: z.literal(1),
  secrets: z.record(z.string(), z.base64()),
});

/** Whether a new secret goes to the disk or only lives until the app quits. */
export type SecretPlace = 'stored' | 'session';

/** Secrets of the person, encrypted by the system's key chain; values leave it only towards the engine. */
export class SecretStore {
  readonly #path: string;
  readonly #safeStorage: SafeStorage;
  readonly #session = new Map<string, string>();
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, safeStorage: SafeStorage) {
    this.#path = path;
    this.#safeStorage = safeStorage;
  }

  async protection(): Promise<SecretStatus['protection']> {
    if (!(await this.#safeStorage.isAsyncEncryptionAvailable())) return 'unavailable';
    const weak =
      process.platform === 'linux' &&
      this.#safeStorage.getSelectedStorageBackend() === 'basic_text';
    return weak ? 'weak' : 'keychain';
  }

  /** Names only. */
  async status(): Promise<SecretStatus> {
    const names = new Set([...Object.keys(await this.#readStored()), ...this.#session.keys()]);
    return {
      protection: await this.protection(),
      secrets: [...names].toSorted().map((name) => ({ name, set: true })),
    };
  }

  /** All values, for the engine. A value that can no longer be decrypted is left out. */
  async readValues(): Promise<SecretValues> {
    const values: Record<string, string> = {};
    for (const [name, encrypted] of Object.entries(await this.#readStored())) {
      try {
        const bytes = Buffer.from(encrypted, 'base64');
        values[name] = (await this.#safeStorage.decryptStringAsync(bytes)).result;
      } catch {
        console.error(`The stored secret ${name} cannot be decrypted; enter it again.`);
      }
    }
    return { ...values, ...Object.fromEntries(this.#session) };
  }

  /** Throws MillraceError `secret_unwritable`. */
  async set(name: string, value: string, place: SecretPlace): Promise<void> {
    if (place === 'session') {
      this.#session.set(name, value);
      return;
    }
    const encrypted = (await this.#safeStorage.encryptStringAsync(value)).toString('base64');
    await this.#change((secrets) => ({ ...secrets, [name]: encrypted }));
    this.#session.delete(name);
  }

  async remove(name: string): Promise<void> {
    this.#session.delete(name);
    await this.#change(({ [name]: _removed, ...rest }) => rest);
  }

  /** One change at a time, so that two of them cannot lose each other's secret. */
  #change(edit: (secrets: SecretValues) => SecretValues): Promise<void> {
    const done = this.#writing.then(async () => {
      const secrets = edit(await this.#readStored());
      // Made first, because the atomic write keeps the mode that a file has.
      await (await open(this.#path, 'a', 0o600)).close();
      await writeFileAtomically(this.#path, JSON.stringify({ version: 1, secrets }));
    });
    this.#writing = done.catch(() => undefined);
    return done.catch((error: unknown) => {
      throw new MillraceError(
        'secret_unwritable',
        'The secret cannot be stored on this computer.',
        {
          action: 'Check that your disk has room and that you may write to the app’s data folder.',
          cause: error,
        },
      );
    });
  }

  async #readStored(): Promise<SecretValues> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch {
      return {};
    }
    try {
      return storedSecrets.parse(JSON.parse(text)).secrets;
    } catch {
      console.error('The file of stored secrets is damaged; enter them again.');
      return {};
    }
  }
}
