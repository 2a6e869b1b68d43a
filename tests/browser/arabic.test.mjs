// What Arabic alone asks for, by what a person sees: the six forms of a number,
// and a Latin name that stands right in a sentence from right to left.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { LEAD, ROOT, SEARCH, World } from './harness.mjs';

const dist = process.env.DIST ?? path.join(ROOT, 'dist');
const messages = JSON.parse(await readFile(path.join(dist, '_locales/ar/messages.json'), 'utf8'));
const words = (key, ...parts) => parts.reduce((text, part, at) => text.replace(`$${at + 1}`, part), messages[key].message);

let world;
before(async () => { world = await World.start({ dist }); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

/** Waits until an element of this kind says exactly this; the marks of direction are not seen. */
const says = (page, selector, text) => page.waitForFunction(
  ([of, wanted]) => [...document.querySelectorAll(of)].some((one) => one.textContent.replace(/[\u2066-\u2069]/g, '').trim() === wanted),
  [selector, text],
);

/** How many people a page has, and the form of a number that Arabic has for it. */
const FORMS = [[100, 'other'], [11, 'many'], [3, 'few'], [2, 'two']];

it('says each of its six forms of a number', async () => {
  await (await world.atForm()).close();
  await world.set({ language: 'ar' });
  let list;
  for (const [many, form] of FORMS) {
    await list?.close();
    list = await world.popup(await world.visit(`${SEARCH}&rows=${many}&empty=0&bare=0`));
    await says(list, 'h1', words(`people_on_page_${form}`, many));
    await list.getByRole('checkbox', { name: words('list_choose_all_other').split(' ($1)')[0] }).check();
    await says(list, 'button.primary', words(`list_create_${form}`, many));
  }
  // Of the last two, one.
  await list.locator('#rows input:checked').first().uncheck();
  await says(list, 'button.primary', words('list_create_one'));
  await list.locator('button.primary').click();
  await says(list, '*', words('list_created_one', 1));
  await list.getByRole('button', { name: words('recent_title') }).click();
  await says(list, '[role=status]', words('recent_found_one'));
  await list.getByRole('searchbox').fill('nobody of this name');
  await says(list, '[role=status]', words('recent_found_zero'));
});

/**
 * Where the letters of `name` stand in the element that says it, in px from the
 * left, and where the Arabic letter behind it does. Without `marks`: as it would be
 * without those that hold it apart.
 */
const stands = (page, name, marks) => page.evaluate(([wanted, keep]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && !(node.data.includes(wanted) && node.data.trim() !== wanted && /\p{Script=Arabic}/u.test(node.data))) node = walker.nextNode();
  const whole = node.data;
  if (!keep) node.data = whole.replace(/[\u2066-\u2069]/g, '');
  const start = node.data.indexOf(wanted);
  const left = (at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  let next = start + wanted.length;
  while (!/\p{Script=Arabic}/u.test(node.data[next])) next += 1;
  const seen = { letters: [...wanted].map((_, at) => left(start + at)), behind: left(next) };
  node.data = whole;
  return seen;
}, [name, marks]);

it('holds a Latin name together, with the sign that it ends in', async () => {
  // A full stop has no direction of its own: without an isolate it goes to the left.
  const name = 'Northwind Harbor Inc.';
  await world.org.order('POST', 'records/Account', { Name: name, Website: 'https://northwind-harbor.example.com' });
  await world.setUp();
  await world.set({ contactCreation: true });
  const page = await world.visit(LEAD);
  const english = await world.popup(page);
  await world.signIn(english);
  await world.looked(english);
  await english.close();
  await world.set({ language: 'ar' });
  const popup = await world.popup(page);
  await popup.setViewportSize({ width: 900, height: 900 });
  await says(popup, 'p', words('contact_proposed', name));
  const { letters, behind } = await stands(popup, name, true);
  assert.deepEqual(letters, letters.toSorted((one, other) => one - other), 'the name reads from left to right');
  assert.ok(behind < letters[0], 'what follows it stands at its left');
  const bare = await stands(popup, name, false);
  assert.ok(bare.letters.at(-1) < bare.letters[0], 'without the marks its full stop would stand before it');
});
