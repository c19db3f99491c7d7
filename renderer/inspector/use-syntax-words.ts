import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** jsonc-parser's codes and the words for them; for all others the value is simply not readable. */
const words = {
  CommaExpected: 'jsonComma',
  ColonExpected: 'jsonColon',
  PropertyNameExpected: 'jsonKey',
  ValueExpected: 'jsonValue',
  CloseBraceExpected: 'jsonCloseBrace',
  CloseBracketExpected: 'jsonCloseBracket',
  EndOfFileExpected: 'jsonEnd',
  UnexpectedEndOfString: 'jsonQuote',
  InvalidCommentToken: 'jsonComment',
} as const;

/** Says what a text lacks to be JSON, in the interface's language. */
export function useSyntaxWords(): (code: string) => string {
  const { t } = useTranslation('inspector');
  return useCallback(
    (code) => t(Object.hasOwn(words, code) ? words[code as keyof typeof words] : 'jsonSymbol'),
    [t],
  );
}
