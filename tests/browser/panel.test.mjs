// The side panel: the real one, beside the page. It follows tab and page, keeps
// what was typed for each person, and never shows one under another's page.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { nothingInTheWay } from './accessible.mjs';
import { ActionPopup, clickPageButton, until } from './action-popup.mjs';
import { FLAWS } from './fit.mjs';
import { LEAD, ROOT, SEARCH, SECOND, World } from './harness.mjs';
import { addressOf, nameOf, numberIn, serve } from './people.mjs';

const folder = path.join(ROOT, 'target/looks');
const PEOPLE = 20;

let world;
let opened;
before(async () => {
  await mkdir(folder, { recursive: true });
  world = await World.start();
  await serve(world.context);
});
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await opened.close();
  await world.reset();
});

/** Set up and signed in; the panel beside a page, opened by the popup's button. */
async function panelAt(address) {
  const popup = await world.atForm();
  const page = await world.visit(address);
  const again = await world.popup(page);
  await popup.close();
  await Promise.all([again.waitForEvent('close'), again.getByRole('button', { name: 'Open in the side panel' }).click()]);
  await page.bringToFront();
  opened = await ActionPopup.opened(world, page, 'panel.html');
  return { page, panel: opened };
}
const names = async (panel) => [await panel.value('First Name'), await panel.value('Last Name')];
const shows = (panel, first) => until(async () => (await panel.evaluate("document.getElementById('field-FirstName')?.value")) === first, first);

describe('the side panel', () => {
  it('opens by the button in the popup, which closes, and creates the Lead', async () => {
    const { panel } = await panelAt(LEAD);
    assert.deepEqual(await names(panel), ['Marisol', 'Vandermeer']);
    await panel.click('Create lead');
    await panel.ready('Open in Salesforce');
    assert.deepEqual((await world.records('Lead')).map((lead) => lead.LastName), ['Vandermeer']);
  });

  it('follows the tab, and keeps what was typed for each person', async () => {
    const { page, panel } = await panelAt(LEAD);
    await shows(panel, 'Marisol');
    await panel.fill('Phone', '555 0101');
    const other = await world.visit(SECOND);
    await until(async () => (await panel.value('Last Name')) !== 'Vandermeer', 'the other person');
    await panel.fill('Phone', '555 0102');
    await page.bringToFront();
    await shows(panel, 'Marisol');
    await until(async () => (await panel.value('Phone')) === '555 0101', 'what was typed');
    await other.bringToFront();
    await until(async () => (await panel.value('Phone')) === '555 0102', 'what was typed');
    // A tab that is closed under it.
    await other.close();
    await shows(panel, 'Marisol');
  });

  it('stays with its window when the tab is moved to another one', async () => {
    const { page, panel } = await panelAt(LEAD);
    const other = await world.visit(SECOND);
    await page.bringToFront();
    await shows(panel, 'Marisol');
    await panel.evaluate('chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => chrome.windows.create({ tabId: tab.id })).then(() => true)');
    await until(() => panel.evaluate("document.getElementById('field-FirstName')?.value !== 'Marisol'"), 'the end of the form');
    await other.bringToFront();
    await shows(panel, 'Ignatius');
    // What happens in the other window is not the panel's.
    await page.reload();
    await other.reload();
    await shows(panel, 'Ignatius');
  });

  it('follows a tab that was brought to the front while the panel was starting', async () => {
    const { page, panel } = await panelAt(LEAD);
    await shows(panel, 'Marisol');
    // It starts anew, and is held where it listens to nothing yet.
    await panel.attached.send('Page.enable');
    await panel.attached.send('Page.addScriptToEvaluateOnNewDocument', { source: `
      const compile = WebAssembly.compileStreaming;
      WebAssembly.compileStreaming = async (...all) => {
        const compiled = await compile.call(WebAssembly, ...all);
        await globalThis.early?.tab;
        return new Promise((go) => { globalThis.goOn_ = () => { go(compiled); }; });
      };` });
    await panel.attached.send('Page.reload');
    await until(() => panel.evaluate("typeof goOn_ === 'function'"), 'the held start');
    const other = await world.visit(SECOND);
    await panel.evaluate('goOn_()');
    await shows(panel, 'Ignatius');
    await page.bringToFront();
    await shows(panel, 'Marisol');
    await other.bringToFront();
    await shows(panel, 'Ignatius');
  });

  it('stays while the rep clicks in the page, and on a page without a person says so', async () => {
    const { page, panel } = await panelAt(LEAD);
    await shows(panel, 'Marisol');
    await page.mouse.click(200, 400);
    await page.goto('https://www.linkedin.com/sales/home');
    await panel.text('No person was found on this page.');
    await page.goBack();
    await shows(panel, 'Marisol');
  });

  it(`through ${PEOPLE} profiles shows no form for another person's page`, async () => {
    const { page, panel } = await panelAt(addressOf(0));
    await shows(panel, nameOf(0)[0]);
    // In every frame that is painted: whose page the browser has told, and whose
    // form stands there.
    await panel.evaluate(`(() => {
      globalThis.frames_ = [];
      globalThis.address_ = ${JSON.stringify(addressOf(0))};
      chrome.tabs.onUpdated.addListener((id, change) => { if (change.url) address_ = change.url; });
      const frame = () => {
        const field = (name) => document.getElementById('field-' + name)?.value;
        frames_.push([address_, field('FirstName'), field('LastName'), field('Company')]);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    })()`);
    for (let at = 1; at <= PEOPLE; at += 1) {
      await page.evaluate((next) => turn(next), at);
      // The page shows the person before until the panel has looked at it.
      await until(() => panel.evaluate("Boolean(document.querySelector('.skeleton'))"), 'reading');
      await page.evaluate((next) => render(next), at);
      await until(async () => (await panel.evaluate("document.getElementById('field-Company')?.value")) === `Company ${at}`, `person ${at}`);
      assert.deepEqual(await names(panel), nameOf(at));
    }
    const frames = await panel.evaluate('frames_');
    const filled = frames.filter(([, first]) => first);
    const wrong = filled.filter(([address, first, last, company]) => {
      const at = numberIn(address);
      return [first, last].join() !== nameOf(at).join() || company !== `Company ${at}`;
    });
    assert.deepEqual(wrong, []);
    assert.ok(filled.length >= PEOPLE, `${filled.length} of ${frames.length} frames with a form`);
  });

  it('creates only who is shown, also where the page turns while it is saved', async () => {
    const { page, panel } = await panelAt(addressOf(3));
    await shows(panel, nameOf(3)[0]);
    await world.org.order('POST', 'faults', { fault: 'holdBefore', path: '/ui-api/records', times: 1 });
    await panel.click('Create lead');
    await page.evaluate(() => { turn(4); render(4); });
    await shows(panel, nameOf(4)[0]);
    await world.org.order('DELETE', 'faults');
    await until(async () => (await world.records('Lead')).length === 1, 'the Lead');
    assert.deepEqual(await names(panel), nameOf(4));
    assert.deepEqual((await world.records('Lead')).map((lead) => lead.LastName), [nameOf(3)[1]]);
    await page.evaluate(() => { turn(3); render(3); });
    await panel.ready('Open in Salesforce');
  });

  it('has its keys: Ctrl and Enter creates, Escape goes back to the list', async () => {
    const { page, panel } = await panelAt(SEARCH);
    await until(() => panel.evaluate("Boolean(document.querySelector('main li button'))"), 'the list');
    await panel.evaluate("document.querySelector('main li button').click()");
    await panel.ready('Create lead');
    await panel.press('Escape');
    await until(() => panel.evaluate("Boolean(document.querySelector('main li button'))"), 'the list');
    await page.goto(LEAD);
    await shows(panel, 'Marisol');
    await panel.ready('Create lead');
    await panel.press('Enter', 2);
    await panel.ready('Open in Salesforce');
    assert.equal((await world.records('Lead')).length, 1);
  });

  it('keeps a list when the page turns, says so, and shows the next page\'s person over it', async () => {
    const { page, panel } = await panelAt(`${SEARCH}&rows=3`);
    const ticks = () => panel.evaluate("[...document.querySelectorAll('#rows input')].map((one) => one.checked).join()");
    const rows = () => panel.evaluate("document.querySelectorAll('#rows > li').length");
    await until(async () => (await ticks()) === 'false,false,true', 'the rows');
    await panel.evaluate("document.querySelector('#rows input').click()");
    await page.goto(`${SEARCH}&rows=4`);
    await panel.text('The page has moved on. This list stays as it was read.');
    assert.equal(await ticks(), 'true,false,true');
    await panel.screenshot(path.join(folder, 'panel-list-moved.png'));
    await page.goto(SECOND);
    await panel.click('‹ Back to the list');
    await panel.text('The page has moved on. This list stays as it was read.');
    assert.equal(await ticks(), 'true,false,true');
    // The list's own page: nothing has moved on.
    await page.goto(`${SEARCH}&rows=3`);
    await until(() => panel.evaluate("![...document.querySelectorAll('p')].some((one) => one.textContent.startsWith('The page has moved on'))"), 'the list of this page');
    await page.goto(`${SEARCH}&rows=4`);
    await panel.click('Read the page again');
    await until(async () => (await rows()) === 4, 'the fourth row');
    assert.equal((await ticks()).slice(0, 4), 'true');
  });

  it('left open over night, with a session that has ended, asks to sign in and keeps what was typed', async () => {
    const { panel } = await panelAt(LEAD);
    await shows(panel, 'Marisol');
    await panel.fill('Phone', '555 0103');
    await panel.ready('Create lead');
    await world.org.order('POST', 'revoke');
    await panel.click('Create lead');
    await panel.text('Your Salesforce session has ended.');
    // Salesforce's own page knows the rep still, and lets them in by itself.
    await panel.click('Sign in to Salesforce');
    await until(async () => (await world.records('Lead')).some((lead) => lead.Phone === '555 0103'), 'the Lead');
  });

  it('opens in the popup\'s place where the settings say so: by the button in the page', async () => {
    const options = await world.configure();
    await options.getByRole('radio', { name: /side panel/ }).check();
    await options.getByText('Saved.', { exact: true }).waitFor();
    await options.close();
    await world.inside(() => 0);
    await world.inner.waitForFunction(async () => !(await chrome.action.getPopup({})), undefined, { polling: 50 });
    const page = await world.visit(LEAD);
    await clickPageButton(world, page);
    opened = await ActionPopup.opened(world, page, 'panel.html');
    await opened.ready('Sign in to Salesforce');
  });

  for (const scheme of ['light', 'dark']) {
    it(`is accessible, and is shown in ${scheme}`, async () => {
      const { panel } = await panelAt(LEAD);
      await panel.attached.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      await panel.ready('Create lead');
      await panel.evaluate("document.querySelector('details.keys').open = true");
      nothingInTheWay(await panel.look(path.join(folder, `panel-${scheme}.png`)), `the panel in ${scheme}`);
      for (const language of ['de', 'ja', 'ar']) {
        await world.set({ language });
        await until(() => panel.evaluate(`document.documentElement.lang === '${language}'`), language);
        nothingInTheWay(await panel.look(path.join(folder, `panel-${language}-${scheme}.png`)), `the panel in ${language} and ${scheme}`);
        assert.deepEqual(await panel.evaluate(FLAWS), [], language);
      }
    });
  }
});
