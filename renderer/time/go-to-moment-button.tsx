import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { classNames } from '../ui/class-names.ts';

interface GoToMomentButtonProps {
  readonly onGo: () => void;
  /** Out of the order of Tab where there would be very many. */
  readonly byPointer?: boolean;
  readonly className?: string;
}

/** Shows the run as it was when something came. */
export function GoToMomentButton({
  onGo,
  byPointer = false,
  className,
}: GoToMomentButtonProps): ReactNode {
  const { t } = useTranslation('time');
  return (
    <IconButton
      label={t('goToMoment')}
      tabIndex={byPointer ? -1 : 0}
      // The selection says which moment: a press must not take it away.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onGo}
      className={classNames(className)}
    >
      <Clock size={byPointer ? 13 : 16} />
    </IconButton>
  );
}
