// Every language from page to Lead, by the words of its own file: what is shown,
// that a screen reader speaks it, that nothing is cut or wraps where it should not.
// Pictures of each state are in target/looks.

import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { accessible } from './accessible.mjs';
import { until } from './action-popup.mjs';
import { flaws, pseudo, withMessages } from './fit.mjs';
import { CONSUMER_KEY, LEAD, REP, ROOT, World } from './harness.mjs';

/** The states that axe looks at in every language; `looks.test.mjs` has it look at all in English. */
const AUDITED = /-(settings|form|created)$/;
const looks = path.join(ROOT, 'target/looks');
const dist = process.env.DIST ?? path.join(ROOT, 'dist');
const RIGHT_TO_LEFT = ['ar'];
/** Besides English. */
const HELP = ['de', 'es', 'fr', 'ja'];
/** The columns of what is exported. */
const CSV = ['csv_asked_for', 'csv_status', 'csv_first_name', 'csv_last_name', 'csv_company', 'csv_title', 'csv_email', 'csv_phone', 'csv_id', 'csv_address', 'csv_reason', 'csv_changes'];

const file = async (folder, home = dist) => JSON.parse(await readFile(path.join(home, '_locales', folder, 'messages.json'), 'utf8'));
const folders = await readdir(path.join(dist, '_locales'));

/** A language as a browser or an admin names it. */
const tag = (folder) => folder.replace('_', '-');

let world;
before(async () => {
  await mkdir(looks, { recursive: true });
  world = await World.start({ dist });
});
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const look = async (page, name) => {
  if (AUDITED.test(name)) await accessible(page, name);
  const size = page.viewportSize();
  for (const width of [size.width, 320]) {
    await page.setViewportSize({ width, height: size.height });
    if (process.env.PICTURES) await page.screenshot({ path: path.join(looks, `${name}-${width}.png`), fullPage: true });
    assert.deepEqual(await flaws(page), [], `${name} at ${width} px`);
  }
  await page.setViewportSize(size);
};

/** Whether the page has our button of this name, as a screen reader hears it: it stands in a closed shadow root. */
const hasButton = async (world, page, name) => {
  const session = await world.context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.some((node) => node.role?.value === 'button' && node.name?.value === name);
};

/** From the settings to a Lead that was created. */
const journey = async (world, name, language, messages) => {
  const words = (key) => messages[key].message;
  const button = (page, key) => page.getByRole('button', { name: words(key), exact: true });
  const heading = (page, key) => page.getByRole('heading', { name: words(key), exact: true });
  await world.set({ leadCreation: true, salesforce: { clientId: CONSUMER_KEY }, ...(language && { language }) });

  const options = await world.context.newPage();
  await options.setViewportSize({ width: 1100, height: 800 });
  await options.goto(world.url('options.html'));
  await heading(options, 'settings').waitFor();
  const spoken = await options.evaluate(() => [document.documentElement.lang.split('-')[0], document.documentElement.dir]);
  const base = (language ?? 'en').split('-')[0];
  assert.deepEqual(spoken, [base, RIGHT_TO_LEFT.includes(base) ? 'rtl' : 'ltr']);
  await look(options, `${name}-settings`);
  // The guide, in that language where it is.
  const guide = await world.opened(() => options.getByRole('link', { name: words('admin_guide'), exact: true }).click());
  assert.equal(await guide.evaluate(() => document.documentElement.lang), HELP.includes(base) ? base : 'en');
  await guide.close();
  await options.close();

  const page = await world.visit(LEAD);
  await until(() => hasButton(world, page, words('action')), `“${words('action')}” in the page`);
  const popup = await world.popup(page);
  await button(popup, 'sign_in').waitFor();
  await look(popup, `${name}-signed-out`);
  const window = await world.opened(() => button(popup, 'sign_in').click());
  await window.getByRole('radio', { name: REP }).check();
  await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Allow' }).click()]);
  await popup.getByRole('region', { name: words('matches_label') }).getByRole('heading').waitFor();
  await look(popup, `${name}-form`);

  await popup.getByLabel('Company').fill('');
  await button(popup, 'create_lead').click();
  await popup.getByText(words('wrong_empty').split('$1')[0]).first().waitFor();
  await look(popup, `${name}-form-wrong`);
  await popup.getByLabel('Company').fill('Northwind');
  await world.context.setOffline(true);
  await button(popup, 'create_lead').click();
  await heading(popup, 'problem_offline').waitFor();
  await look(popup, `${name}-offline`);
  await world.context.setOffline(false);
  await popup.getByText(words('reason_created_here')).waitFor();
  await look(popup, `${name}-created`);
  await button(popup, 'recent_title').click();
  await popup.getByText(words('status_created'), { exact: true }).waitFor();
  await look(popup, `${name}-recent`);
  const [download] = await Promise.all([popup.waitForEvent('download'), button(popup, 'export_csv').click()]);
  const [head] = (await readFile(await download.path(), 'utf8')).split('\r\n');
  assert.equal(head, `\u{feff}${CSV.map((key) => `"${words(key)}"`).join()}`);
  assert.deepEqual((await world.records('Lead')).map((lead) => lead.LastName), ['Vandermeer']);
};

for (const folder of folders) {
  it(`${tag(folder)}: from page to Lead`, async () => {
    await journey(world, tag(folder), tag(folder), await file(folder));
  });
}

it('a language longer than any', async () => {
  const longer = withMessages(dist, 'en', pseudo);
  const own = await World.start({ dist: longer });
  try {
    await journey(own, 'pseudo', undefined, await file('en', longer));
  } finally {
    await own.stop();
    await rm(longer, { recursive: true });
  }
});

it('that is chosen takes effect in open pages, and a policy’s unknown one is named', async () => {
  await world.set({ leadCreation: true, salesforce: { clientId: CONSUMER_KEY } });
  const page = await world.visit(LEAD);
  const popup = await world.popup(page);
  const english = await file('en');
  await popup.getByRole('button', { name: english.sign_in.message, exact: true }).waitFor();
  for (const folder of folders) {
    const messages = await file(folder);
    await world.set({ language: tag(folder) });
    await popup.getByRole('button', { name: messages.sign_in.message, exact: true }).waitFor();
    await popup.waitForFunction((language) => document.documentElement.lang.startsWith(language), messages.language.message);
  }
  await world.set({ language: 'tlh' });
  await popup.getByRole('button', { name: english.sign_in.message, exact: true }).waitFor();
  const options = await world.context.newPage();
  await options.goto(world.url('options.html'));
  await options.getByRole('alert').getByText('language').waitFor();
});

it('an org of another language keeps its labels, in their own direction', async () => {
  for (const [org, language, direction] of [['ar', 'de', 'rtl'], ['ja', 'ar', 'ltr']]) {
    await world.org.order('POST', 'shape', { language: org });
    await world.set({ leadCreation: true, salesforce: { clientId: CONSUMER_KEY }, language });
    const messages = await file(language);
    const popup = await world.popup(await world.visit(LEAD));
    const window = await world.opened(() => popup.getByRole('button', { name: messages.sign_in.message, exact: true }).click());
    await window.getByRole('radio', { name: REP }).check();
    await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Allow' }).click()]);
    await popup.getByRole('heading', { name: messages.new_lead.message, exact: true }).waitFor();
    const label = popup.locator('label[for="field-LastName"]');
    await label.waitFor();
    assert.match(await label.textContent(), org === 'ar' ? /\p{Script=Arabic}/u : /\p{Script=Han}/u);
    assert.equal(await label.evaluate((element) => getComputedStyle(element).direction), direction);
    assert.equal(await popup.evaluate(() => document.documentElement.dir), language === 'ar' ? 'rtl' : 'ltr');
    await world.reset();
  }
});

// A browser's language, the file that it takes, and the language of what is formatted.
const BROWSERS = [
  ['de-AT', 'de', 'de'],
  ['nl-BE', 'nl', 'nl'],
  ['es-MX', 'es', 'es-419'],
  // There is no Portuguese but Brazil's.
  ['pt-PT', 'en', 'en'],
  // None of ours.
  ['fi', 'en', 'en'],
];

for (const [language, folder, spoken] of BROWSERS) {
  it(`a browser in ${language}`, async (test) => {
    const own = await World.start({ beside: world, dist, language });
    try {
      const found = await own.inside(() => ({ asked: chrome.i18n.getUILanguage(), name: chrome.i18n.getMessage('settings'), manifest: chrome.runtime.getManifest().description }));
      if (!found.asked.startsWith(language.slice(0, 2))) return test.skip(`this browser has no ${language}: ${found.asked}`);
      const messages = await file(folder);
      assert.deepEqual([found.name, found.manifest], [messages.settings.message, messages.description.message]);
      await own.inner.getByRole('heading', { name: messages.settings.message, exact: true }).waitFor();
      assert.equal(await own.inner.evaluate(() => document.documentElement.lang), spoken);
    } finally {
      await own.stop();
    }
  });
}

it('what is missing in a language is said in English, whatever the browser’s own', async (test) => {
  const lacking = withMessages(dist, 'ja', ({ settings, ...rest }) => rest);
  const own = await World.start({ beside: world, dist: lacking, language: 'de' });
  try {
    if (await own.inside(() => chrome.i18n.getUILanguage()) !== 'de') return test.skip('this browser has no German');
    await own.set({ language: 'ja' });
    const english = await file('en');
    await own.inner.getByRole('heading', { name: english.settings.message, exact: true }).waitFor();
    const japanese = await file('ja', lacking);
    await own.inner.getByRole('heading', { name: japanese.language_label.message, exact: true }).or(own.inner.getByText(japanese.language_label.message, { exact: true })).first().waitFor();
  } finally {
    await own.stop();
    await rm(lacking, { recursive: true });
  }
});
