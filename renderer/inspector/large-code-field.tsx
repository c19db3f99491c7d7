import { Maximize2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { CodeField } from './code-field.tsx';
import type { CodeFieldProps } from './code-field.tsx';

/** A code field that can also be edited in a dialog as large as the window; both change the same value. */
export function LargeCodeField(props: CodeFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  const [open, setOpen] = useState(false);
  return (
    <div className="relative">
      <CodeField {...props} />
      <IconButton
        label={t('largeEditor')}
        onClick={() => setOpen(true)}
        className="absolute -top-7 -right-1"
      >
        <Maximize2 size={14} />
      </IconButton>
      {open ? (
        <Dialog
          size="large"
          title={props.label}
          onClose={() => setOpen(false)}
          actions={
            <Button variant="primary" onClick={() => setOpen(false)}>
              {t('closeEditor')}
            </Button>
          }
        >
          <CodeField {...props} fit="fill" />
        </Dialog>
      ) : undefined}
    </div>
  );
}
