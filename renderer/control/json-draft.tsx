import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/shared/json.ts';
import { classNames } from '../ui/class-names.ts';
import { controlSurface } from '../ui/text-field.tsx';

interface JsonDraftProps {
  readonly label: string;
  readonly draft: string;
  readonly onChange: (draft: string) => void;
  /** Lines that are in sight at least. */
  readonly rows?: number;
}

/** Values by port, being changed as JSON; says while they are none. */
export function JsonDraft({ label, draft, onChange, rows = 3 }: JsonDraftProps): ReactNode {
  const { t } = useTranslation('control');
  const isSound = readDraft(draft) !== undefined;
  const lines = draft.split('\n').length + 1;
  return (
    <>
      <textarea
        aria-label={label}
        aria-invalid={!isSound}
        spellCheck={false}
        rows={Math.max(rows, Math.min(12, lines))}
        value={draft}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(controlSurface, 'mt-2 w-full p-2 font-mono text-small')}
      />
      {isSound ? undefined : (
        <p role="alert" className="text-small text-failed">
          {t('noValues')}
        </p>
      )}
    </>
  );
}

/** The values that a draft holds; undefined where it is no JSON object. */
export function readDraft(draft: string): JsonObject | undefined {
  try {
    const value = JSON.parse(draft) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
