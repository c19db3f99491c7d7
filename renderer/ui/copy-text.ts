import { toErrorInfo } from '../../core/shared/errors.ts';
import { showToast } from './toast-store.ts';

/** Copies a text and says so with a toast; what went wrong stands in one, too. Never rejects. */
export async function copyText(text: string, copied: string, failed?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ tone: 'info', text: copied });
  } catch (thrown) {
    const { message } = toErrorInfo(thrown);
    showToast({ tone: 'error', text: failed === undefined ? message : `${failed}: ${message}` });
  }
}
