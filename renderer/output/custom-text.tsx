import type { ReactNode } from 'react';
import type { JsonValue } from '../../core/shared/json.ts';
import { useConductWords } from '../panels/use-conduct-words.ts';
import { showHidden } from '../ui/visible-text.ts';

interface CustomTextProps {
  readonly name: string;
  readonly value: JsonValue;
}

/** An event of a module's own: a sentence for what people should know, all else as it came. */
export function CustomText({ name, value }: CustomTextProps): ReactNode {
  const sentence = useConductWords()(name, value);
  if (sentence !== undefined) return <span className="font-sans text-waiting">{sentence}</span>;
  return <span className="text-muted">{showHidden(`${name} ${JSON.stringify(value)}`)}</span>;
}
