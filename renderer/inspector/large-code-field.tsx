import { Maximize2 } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { markCode } from '../editor/find-json-marks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { CodeField } from '../editor/code-field.tsx';
import type { CodeFieldProps, EditorPosition } from '../editor/code-field.tsx';

interface LargeCodeFieldProps extends CodeFieldProps {
  /** Those that name a place of the code are underlined there. */
  readonly findings?: readonly Finding[];
}

const noFindings: readonly Finding[] = [];

/**
 * A code field that can also be edited in a dialog as large as the window. Both change the same value, and one goes on
 * where the other was left.
 */
export function LargeCodeField(props: LargeCodeFieldProps): ReactNode {
  const { findings = noFindings, value, ...rest } = props;
  const { t } = useTranslation('inspector');
  const [open, setOpen] = useState(false);
  const position = useRef<EditorPosition['current']>(undefined);
  const found = useMemo(() => markCode(value, findings), [value, findings]);
  const shared = { ...rest, value, marks: props.marks ?? found, position };
  const { id: _own, ...inDialog } = shared;
  return (
    <div className="relative">
      {/* Made anew when the dialog has closed: it takes the place where that was left. */}
      <CodeField key={String(open)} {...shared} />
      <IconButton
        label={t('largeEditor')}
        onClick={() => setOpen(true)}
        className="absolute -top-6 right-5 size-5!"
      >
        <Maximize2 size={13} />
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
          <CodeField {...inDialog} fit="fill" />
        </Dialog>
      ) : undefined}
    </div>
  );
}
