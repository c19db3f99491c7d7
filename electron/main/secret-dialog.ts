import type { BrowserWindow, Dialog } from 'electron';
import type { SecretStatus } from '../../core/api/desktop-api.ts';
import type { SecretPlace } from './secret-store.ts';

/**
 * Where a new secret goes: to the disk where the system encrypts it, otherwise the person
 * is warned and chooses. Undefined when they cancel.
 */
export async function askSecretPlace(
  dialog: Dialog,
  window: BrowserWindow,
  protection: SecretStatus['protection'],
): Promise<SecretPlace | undefined> {
  if (protection === 'keychain') return 'stored';
  const places =
    protection === 'weak'
      ? (['session', 'stored', undefined] as const)
      : (['session', undefined] as const);
  const answer = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'This computer offers no key chain, so the secret cannot be stored safely.',
    detail:
      'It can be kept until you quit Millrace, or set in the environment before you start it.' +
      (protection === 'weak'
        ? ' Stored anyway, it is only obscured: other programs could read it.'
        : ''),
    buttons: ['Keep until I quit', ...(protection === 'weak' ? ['Store anyway'] : []), 'Cancel'],
    defaultId: 0,
    cancelId: places.length - 1,
    noLink: true,
  });
  return places[answer.response];
}
