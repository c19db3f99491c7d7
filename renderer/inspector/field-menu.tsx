import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../ui/copy-text.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';

interface FieldMenuProps {
  readonly label: string;
  /** The setting's place in the flow file, such as `nodes.a1.settings.model`. */
  readonly path: string;
  /** Undefined where the value is the kind's own. */
  readonly onReset: (() => void) | undefined;
}

/** What can be done with any setting, whatever its type. */
export function FieldMenu({ label, path, onReset }: FieldMenuProps): ReactNode {
  const { t } = useTranslation('inspector');
  const copy = (): Promise<void> => copyText(path, t('pathCopied', { path }));
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={t('fieldMenu', { label })}
          tooltip={false}
          className="size-5! opacity-0 group-focus-within/field:opacity-100 group-hover/field:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100"
        >
          <Ellipsis size={14} />
        </IconButton>
      }
    >
      <MenuItem disabled={onReset === undefined} onSelect={() => onReset?.()}>
        {t('resetField')}
      </MenuItem>
      <MenuItem onSelect={() => void copy()}>{t('copyPath')}</MenuItem>
    </Menu>
  );
}
