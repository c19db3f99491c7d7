import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { openDialog } from '../screen/dialog-store.ts';
import { getHost } from '../host/host.ts';
import { useEngineWords } from '../i18n/use-engine-words.ts';
import { showHidden } from '../ui/visible-text.ts';

/** An error for people: what happened, what to do, and its code for the curious. */
export function ErrorText({ error }: { readonly error: ErrorInfo }): ReactNode {
  const { t } = useTranslation();
  const say = useEngineWords();
  return (
    <span className="selectable">
      <span className="text-failed">{showHidden(say(error.message))}</span>
      {error.action === undefined ? undefined : <span> {say(error.action)}</span>}
      {error.code === 'missing_key' ? (
        <button
          type="button"
          onClick={() => openDialog({ kind: 'connections' })}
          className="ml-1 rounded text-accent hover:underline"
        >
          {t(getHost().secrets === undefined ? 'howToAddKey' : 'addKey')}
        </button>
      ) : undefined}
      <span className="ml-2 font-mono text-tiny text-muted">{error.code}</span>
    </span>
  );
}
