import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { controlSurface } from '../ui/text-field.tsx';

interface SecretValueProps {
  readonly name: string;
  readonly onReplace: (() => void) | undefined;
}

/** A setting that names a secret: the name is all that the interface ever knows of it. */
export function SecretValue({ name, onReplace }: SecretValueProps): ReactNode {
  const { t } = useTranslation('inspector');
  return (
    <div className={`${controlSurface} flex h-[30px] items-center gap-2 pr-px pl-2.5`}>
      <KeyRound size={14} className="shrink-0 text-muted" />
      <span className="grow truncate font-mono text-small">{name}</span>
      {onReplace === undefined ? undefined : (
        <Button variant="quiet" onClick={onReplace}>
          {t('replaceSecret')}
        </Button>
      )}
    </div>
  );
}
