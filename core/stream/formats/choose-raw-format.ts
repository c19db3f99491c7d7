import { guessRawFormat } from './guess-raw-format.ts';

/** The raw-format settings that are no format's id: by the model's name, or none. */
export const rawFormatChoices = ['auto', 'none'] as const;

/** Whether a setting is `auto` or `none`. */
export function isRawFormatChoice(setting: string): boolean {
  return (rawFormatChoices as readonly string[]).includes(setting);
}

/** The format to read a model with: `none` is none, `auto` the one that its name suggests, all else an id. */
export function chooseRawFormat(setting: string | undefined, model: string): string | undefined {
  if (setting === 'none') return undefined;
  return setting === 'auto' ? guessRawFormat(model) : setting;
}
