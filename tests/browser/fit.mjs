// Whether the words fit: what is wrong with how a page looks in its window, and
// the same in the languages that need the most of it.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The language whose file holds the pseudo language, where there is one. */
const PSEUDO = 'nl';
/** The longest words, the narrowest lines, from right to left, and the pseudo language or Dutch. */
const LANGUAGES = ['de', 'ja', 'ar', PSEUDO];

/** Messages longer by two fifths and accented: what is cut, glued or not from the file shows. */
export const pseudo = (messages) => Object.fromEntries(Object.entries(messages).map(([key, { message }]) => {
  if (key === 'language') return [key, { message }];
  const accents = { a: 'á', e: 'ë', i: 'ï', o: 'ö', u: 'ü', A: 'Å', E: 'É', I: 'Î', O: 'Ø', U: 'Û' };
  const accented = message.split(/(\$\d)/).map((part) => (part.startsWith('$') ? part : part.replace(/[aeiouAEIOU]/g, (letter) => accents[letter]))).join('');
  return [key, { message: `${accented}${' ~~~~'.repeat(Math.ceil(message.length * 0.08))}` }];
}));

/** A copy of the built extension in which a language's file is changed. */
export const withMessages = (dist, folder, change) => {
  const copy = mkdtempSync(path.join(tmpdir(), 'add-to-crm-'));
  cpSync(dist, copy, { recursive: true });
  const file = path.join(copy, '_locales', folder, 'messages.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
  return copy;
};

/** A copy of the built extension that has the pseudo language for one of its own. */
export const withPseudo = (dist) => {
  const english = JSON.parse(readFileSync(path.join(dist, '_locales/en/messages.json'), 'utf8'));
  return withMessages(dist, PSEUDO, () => ({ ...pseudo(english), language: { message: PSEUDO } }));
};

/** Data, of which the start says enough; the whole of it stands in the page elsewhere. */
const MAY_BE_CUT = '.whom > *';

/**
 * Words that are cut, stand outside of the window or a letter a line, buttons of
 * three lines, and a page that scrolls sideways; in the window's present width.
 */
const inPage = (mayBeCut) => {
  const found = [];
  const { documentElement: root } = document;
  if (root.scrollWidth > innerWidth) {
    const over = (element) => { const { left, right } = element.getBoundingClientRect(); return Math.max(-left, right - innerWidth); };
    const [widest] = [...document.body.querySelectorAll('*')].sort((one, other) => over(other) - over(one));
    found.push(`the page scrolls sideways: ${root.scrollWidth} px of ${innerWidth}, by ${widest.outerHTML.slice(0, 120)}`);
  }
  const words = (element) => element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
  // A row of a list is a button, too. What begins below the middle of a line is in the next one.
  const lines = (boxes) => boxes.filter((box) => box.width > 1).sort((one, other) => one.top - other.top)
    .reduce(({ count, middle }, box) => (box.top < middle ? { count, middle } : { count: count + 1, middle: (box.top + box.bottom) / 2 }), { count: 0, middle: -Infinity }).count;
  const boxes = (node) => {
    const range = document.createRange();
    range.selectNode(node);
    return [...range.getClientRects()];
  };
  for (const button of document.querySelectorAll('button:not(.whom), a.button')) {
    const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
    const own = [];
    while (texts.nextNode()) own.push(...boxes(texts.currentNode));
    if (lines(own) > 2) found.push(`${lines(own)} lines: ${words(button)}`);
    if (button.scrollWidth > button.clientWidth + 1) found.push(`cut: ${words(button)}`);
  }
  // What is chosen in a table's lists.
  for (const select of document.querySelectorAll('td select')) {
    const alone = select.cloneNode(false);
    alone.append(select.selectedOptions[0]?.cloneNode(true) ?? '');
    Object.assign(alone.style, { position: 'absolute', visibility: 'hidden', width: 'auto', maxWidth: 'none' });
    select.after(alone);
    if (alone.offsetWidth > select.offsetWidth + 1) found.push(`cut: ${words(alone)}`);
    alone.remove();
  }
  const clips = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own.length || element.closest(`textarea, option, script, style, ${mayBeCut}`)) continue;
    for (const node of own) {
      const range = document.createRange();
      range.selectNode(node);
      const box = range.getBoundingClientRect();
      const style = getComputedStyle(element);
      // For a screen reader alone, or not there.
      if (box.width <= 1 || style.visibility === 'hidden' || element.clientWidth === 1) continue;
      if (box.left < -1 || box.right > innerWidth + 1) found.push(`outside: ${words(element)}`);
      if (lines(boxes(node)) > 2 && box.width < 2 * Number.parseFloat(style.fontSize)) found.push(`a letter a line: ${words(element)}`);
      for (let around = element; around; around = around.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(around).overflowX)) break;
        const edge = around.getBoundingClientRect();
        if (clips(around) && edge.width > 1 && (box.left < edge.left - 1 || box.right > edge.right + 1)) {
          found.push(`cut: ${words(element)}`);
          break;
        }
      }
    }
  }
  return found;
};

export const flaws = (page) => page.evaluate(inPage, MAY_BE_CUT);

/** The same as an expression, for what is no page to Playwright. */
export const FLAWS = `(${inPage})(${JSON.stringify(MAY_BE_CUT)})`;

/** What is wrong with the page as it stands, in those languages and widths. */
const flawsIn = async (world, page, name, languages, widths, folder) => {
  const size = page.viewportSize();
  const wrong = [];
  for (const language of languages) {
    await world.set({ language });
    await page.waitForFunction((tag) => document.documentElement.lang === tag, language, { polling: 50 });
    for (const width of new Set(widths)) {
      await page.setViewportSize({ width, height: size.height });
      wrong.push(...(await flaws(page)).map((flaw) => `${name} in ${language} at ${width} px: ${flaw}`));
      if (process.env.PICTURES && folder) await page.screenshot({ path: path.join(folder, `${name}-${language}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize(size);
  }
  await world.set({ language: undefined });
  await page.waitForFunction(() => document.documentElement.lang.startsWith('en'), undefined, { polling: 50 });
  return wrong;
};

/**
 * The page as it stands, in those languages: in its own width, in the half of it,
 * which is what a zoom of 200 % leaves (no panel is narrower than 360 px), and in 320 px. With `PICTURES` in the
 * environment a picture of each, in `folder`.
 */
export const inLanguages = async (world, page, name, folder) => {
  const { width } = page.viewportSize();
  const widths = [width, 320, ...(width > 320 ? [Math.ceil(width / 2)] : [])];
  assert.deepEqual(await flawsIn(world, page, name, LANGUAGES, widths, folder), []);
};

/** What is wrong with what is open at the end of a journey, in the pseudo language. */
export const inPseudo = async (world, pages) => {
  const wrong = [];
  for (const page of pages) wrong.push(...await flawsIn(world, page, page.url(), [PSEUDO], [page.viewportSize().width, 320]));
  return wrong;
};
