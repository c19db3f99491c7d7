import type { ReactNode } from 'react';
import { toErrorInfo } from '../core/shared/errors.ts';
import { engineWords } from './i18n/use-engine-words.ts';

/** What the window shows when there is no host to work with, such as a page whose key has expired. */
export function StartFailure({ error }: { readonly error: unknown }): ReactNode {
  const { message, action } = toErrorInfo(error);
  return (
    <main role="alert" className="selectable mx-auto max-w-md p-6 pt-[24vh]">
      <h1 className="mb-2 text-[15px] font-semibold">Millrace</h1>
      <p>{engineWords(message)}</p>
      {action === undefined ? undefined : <p className="mt-1 text-muted">{engineWords(action)}</p>}
    </main>
  );
}
