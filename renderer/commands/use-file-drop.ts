import { useEffect } from 'react';
import { openHostFile } from './file-commands.ts';
import { isRecordingName, openRecording } from './open-recording.ts';

/** Opens a flow file or a flight recording that is dropped anywhere on the window. */
export function useFileDrop(): void {
  useEffect(() => {
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      if (isRecordingName(file.name)) return void openRecording(file);
      void file.text().then((text) => openHostFile({ name: file.name, text }));
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', drop);
    };
  }, []);
}
