import type { ReactNode } from 'react';
import { assertNever } from '../../core/shared/assert-never.ts';
import { ChooseRunsDialog } from '../compare/choose-runs-dialog.tsx';
import { CompareDialog } from '../compare/compare-dialog.tsx';
import { ConnectionsDialog } from '../connections/connections-dialog.tsx';
import { OutputsDialog } from '../control/outputs-dialog.tsx';
import { DeleteRunDialog } from '../runs/delete-run-dialog.tsx';
import { RecordDialog } from '../runs/record-dialog.tsx';
import { ExportDialog } from '../exports/export-dialog.tsx';
import { TelemetryDialog } from '../exports/telemetry-dialog.tsx';
import { FormatWorkbench } from '../formats/format-workbench.tsx';
import { CommandPalette } from '../search/command-palette.tsx';
import { TemplatesDialog } from '../templates/templates-dialog.tsx';
import { AskTrustDialog } from '../trust/ask-trust-dialog.tsx';
import { TrustDialog } from '../trust/trust-dialog.tsx';
import { MarkDialog } from '../versions/mark-dialog.tsx';
import { RecoveryDialog } from '../versions/recovery-dialog.tsx';
import { VersionsDialog } from '../versions/versions-dialog.tsx';
import { BrokenFileDialog } from './broken-file-dialog.tsx';
import { ChangedFileDialog } from './changed-file-dialog.tsx';
import { useDialogStore } from '../screen/dialog-store.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { UnsavedDialog } from './unsaved-dialog.tsx';

/** The dialog that is open, if any. */
export function Dialogs(): ReactNode {
  const dialog = useDialogStore((store) => store.dialog);
  if (dialog === undefined) return undefined;
  switch (dialog.kind) {
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'palette':
      return <CommandPalette start={dialog.start} />;
    case 'connections':
      return <ConnectionsDialog wanted={dialog.connection} />;
    case 'templates':
      return <TemplatesDialog />;
    case 'formats':
      return <FormatWorkbench />;
    case 'versions':
      return <VersionsDialog />;
    case 'mark-version':
      return <MarkDialog />;
    case 'recovery':
      return <RecoveryDialog />;
    case 'record':
      return <RecordDialog />;
    case 'delete-run':
      return <DeleteRunDialog run={dialog.run} />;
    case 'edit-outputs':
      return <OutputsDialog nodeId={dialog.nodeId} />;
    case 'compare-runs':
      return <CompareDialog a={dialog.a} b={dialog.b} />;
    case 'choose-runs':
      return <ChooseRunsDialog a={dialog.a} b={dialog.b} />;
    case 'export-run':
      return <ExportDialog runId={dialog.runId} />;
    case 'telemetry':
      return <TelemetryDialog />;
    case 'replay':
      return <ReplayDialog />;
    case 'trust':
      return <TrustDialog />;
    case 'ask-trust':
      return <AskTrustDialog reaches={dialog.reaches} onAccepted={dialog.onAccepted} />;
    case 'broken-file':
      return <BrokenFileDialog name={dialog.name} findings={dialog.findings} />;
    case 'import':
      return <ImportDialog name={dialog.name} result={dialog.result} onOpen={dialog.onOpen} />;
    case 'unsaved':
      return <UnsavedDialog name={dialog.name} onAnswer={dialog.answer} />;
    case 'changed-file':
      return <ChangedFileDialog name={dialog.name} onAnswer={dialog.answer} />;
    default:
      return assertNever(dialog, 'dialog');
  }
}
