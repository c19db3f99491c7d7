import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

interface ConfirmationProps {
  readonly title: string;
  readonly text: string;
  /** Stands under the text, such as the command that would be run. */
  readonly children?: ReactNode;
  /** Words of the button that changes nothing; it has the focus. */
  readonly no: string;
  /** The button that goes on. */
  readonly yes: ReactNode;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirmation(props: ConfirmationProps): ReactNode {
  return (
    <Dialog
      title={props.title}
      description={props.text}
      onClose={props.onClose}
      actions={
        <>
          <Button data-first-focus onClick={props.onClose}>
            {props.no}
          </Button>
          {props.yes}
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
