import type { Page } from '@playwright/test';
import { expect } from './app.ts';

/** In the pseudo-locale every word of the interface stands in brackets: what does not, no dictionary knows. */
export async function openBracketed(page: Page): Promise<void> {
  await page.evaluate(() =>
    localStorage.setItem(
      'millrace.preferences',
      JSON.stringify({ state: { language: 'en-XA', recordTraffic: true }, version: 1 }),
    ),
  );
  await page.reload();
  await expect(page.getByRole('button', { name: '⟦Run⟧', exact: true })).toBeEnabled();
}

/** What the flow of the tests, its models and its files say: titles, values, names in code. */
export const ownWords =
  /my\.flow\.json|weather-agent\.flow\.json|get_\w+|Weather agent|Question|Answer|OpenAI|Millrace|English|demo(-fast)?|JSON|JavaScript|untitled\.flow\.json|\/home\/me\/flows\/modules|hermes|Hermes: <tool_call> tags.*|"?(location|unit)"?|Tokyo|Paris|celsius|^(question|complaint|text|path|Tests)$|What's the weather .*|\d+ (sec|min)\. ago|[\d/]+, [\d:]+ [AP]M|[a-zA-Z-]+(\.[a-z-]+)*\.(com|ai|xyz)/g;

/** Keys, units, marks that are the same in every language, and times that the browser itself writes. */
const universal =
  /^(now|Ctrl|Shift|Alt|End|Home|Esc|Tab|Del|Enter|Space|F2|ms|s|min|kB|B|MB|tok|en-XA|[A-Z]|https?)$/;

/** Words that can be read, or that screen readers say, and stand in no brackets. */
export async function unbracketedOn(page: Page): Promise<readonly string[]> {
  const loose = await page.evaluate(() => {
    // Values of the flow and of its run: what people and models wrote.
    const foreign =
      '[translate=no], .markdown, .cm-editor, textarea, .live-text, .node-title, code, kbd, .selectable, .font-mono, .text-tools, script, style';
    const outside = (text: string, start: number): { words: string; depth: number } => {
      let depth = start;
      let words = '';
      for (const letter of text) {
        if (letter === '⟦') depth += 1;
        if (depth === 0) words += letter;
        if (letter === '⟧') depth -= 1;
      }
      return { words, depth };
    };
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    // A sentence with keys in it is several texts: its brackets open in the first and close in the last.
    let depth = 0;
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (parent === null || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const read = outside(text.textContent ?? '', depth);
      depth = read.depth;
      if (parent.closest(foreign) === null) found.push(read.words);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      // What people wrote is not translated, also where it stands in a hint.
      if (element.closest('.react-flow__attribution, .cm-content, [translate=no]') !== null)
        continue;
      // The mark that folds a value is named after the value's own key.
      if (element.nextElementSibling?.matches('.text-tools') === true) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) {
        found.push(outside(element.getAttribute(name) ?? '', 0).words);
      }
    }
    return found;
  });
  return [...new Set(loose)].filter((text) =>
    (text.replace(ownWords, '').match(/[A-Za-z][A-Za-z'-]*/g) ?? []).some(
      (word) => !universal.test(word),
    ),
  );
}
