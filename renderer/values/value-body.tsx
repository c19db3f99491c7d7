import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What every form of a value takes. */
export interface BodyProps {
  /** What the value is called. */
  readonly label: string;
  /** The searched words in small letters; '' for none. */
  readonly needle: string;
  /** Where in the text the match stands that the person is at. */
  readonly match: number | undefined;
  /** Fills its place, instead of a few lines. */
  readonly tall: boolean;
}

/** How the box around lines of a value looks. */
export const lineBox =
  'selectable rounded-control bg-sunken px-2 py-1.5 font-mono text-small leading-[18px]';

/** How far a long value is prepared; stands over its box. */
export function Preparing({ share }: { readonly share: number }): ReactNode {
  const { t } = useTranslation('values');
  return (
    <p
      role="status"
      className="absolute right-4 bottom-2 rounded bg-float px-2 py-0.5 text-tiny text-muted shadow-float"
    >
      {t('preparing', { percent: Math.floor(share * 100) })}
    </p>
  );
}
