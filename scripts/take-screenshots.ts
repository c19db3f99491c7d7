// Takes the pictures of docs/screenshots from the real app: `node scripts/take-screenshots.ts [NAME…]`, after npm run build.
import { chromium } from '@playwright/test';
import { findBrowser } from './checks/find-browser.ts';
import { withApp } from './screenshots/open-app.ts';
import { pictures } from './screenshots/picture-list.ts';

const choice = await findBrowser();
if (choice.kind === 'none') throw new Error(choice.reason);
const wanted = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: choice.path,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  for (const picture of pictures) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
    await withApp(browser, picture.flowText, picture, async (page) => {
      await picture.stage(page);
      // What was brought up by a pointer goes with it.
      await page.mouse.move(1, 1);
      if (picture.isMoving !== true) await page.waitForTimeout(400);
      const path = `docs/screenshots/${picture.name}.png`;
      await page.screenshot({ path });
      process.stdout.write(`${path}\n`);
    });
  }
} finally {
  await browser.close();
}
