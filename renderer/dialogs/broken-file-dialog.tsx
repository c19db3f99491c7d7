import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../core/model/finding.ts';
import { FindingLine } from '../problems/finding-line.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog } from '../screen/dialog-store.ts';

interface BrokenFileDialogProps {
  readonly name: string;
  readonly findings: readonly Finding[];
}

function byPlace({ place: a }: Finding, { place: b }: Finding): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Why a file could not be opened, each reason with its place in the text. */
export function BrokenFileDialog({ name, findings }: BrokenFileDialogProps): ReactNode {
  const { t } = useTranslation();
  const [first] = findings;
  // An advice that all of them share says no more than the line above them.
  const sameAdvice =
    findings.length > 1 && findings.every((finding) => finding.action === first?.action);
  return (
    <Dialog
      size="wide"
      title={t('brokenTitle', { name })}
      description={t('brokenText')}
      onClose={closeDialog}
      actions={
        <Button variant="primary" data-first-focus onClick={closeDialog}>
          {t('close')}
        </Button>
      }
    >
      <ul className="flex flex-col gap-2 rounded-control border border-line bg-sunken p-3">
        {findings.toSorted(byPlace).map((finding) => (
          <li
            key={`${finding.code} ${finding.place.path.join('.')} ${finding.message}`}
            className="flex items-start gap-3"
          >
            <span className="w-12 shrink-0 text-right font-mono text-small text-muted">
              {finding.place.line === undefined
                ? '–'
                : `${finding.place.line}:${finding.place.column ?? 1}`}
            </span>
            <FindingLine finding={finding} showAction={!sameAdvice} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
