// From a profile page to a Lead, as a rep goes.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { ActionPopup, clickPageButton } from './action-popup.mjs';
import { LEAD, MARISOL, World, picked } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

describe('a rep', () => {
  it('creates a Lead from the button in the page, in the real popup', async () => {
    await (await world.configure()).close();
    const page = await world.visit(LEAD);
    await clickPageButton(world, page);
    const popup = await ActionPopup.opened(world, page);
    const salesforce = await world.opened(() => popup.click('Sign in to Salesforce'));
    await salesforce.getByRole('radio', { name: 'Riley Reyes' }).check();
    await Promise.all([salesforce.waitForEvent('close'), salesforce.getByRole('button', { name: 'Allow' }).click()]);
    await popup.click('Create lead');
    await popup.ready('Open in Salesforce');
    const leads = await world.records('Lead');
    assert.deepEqual(leads.map((lead) => picked(lead, MARISOL)), [MARISOL]);
  });

  it('gets there by the keyboard alone', async () => {
    const popup = await world.atForm();
    const tabTo = async (name) => {
      for (let presses = 0; presses < 40; presses += 1) {
        const focused = await popup.evaluate(() => {
          const own = document.activeElement;
          return own?.labels?.[0]?.textContent.replace('*', '').trim() || own?.textContent.trim();
        });
        if (focused === name) return;
        await popup.keyboard.press('Tab');
      }
      assert.fail(`${name} cannot be reached by Tab`);
    };
    await tabTo('Company');
    await popup.keyboard.press('ControlOrMeta+a');
    await popup.keyboard.type('Keyboard Company');
    await tabTo('Create lead');
    await popup.keyboard.press('Enter');
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    await tabTo('Open in Salesforce');
    const record = await world.opened(() => popup.keyboard.press('Enter'));
    await record.getByRole('heading', { name: 'Marisol Vandermeer' }).waitFor();
    assert.equal((await world.records('Lead'))[0].Company, 'Keyboard Company');
  });

  it('finds what was typed when the popup opens again', async () => {
    const popup = await world.atForm();
    await popup.getByLabel('Company').fill('Typed Before Closing');
    await world.kept(popup);
    await popup.close();
    const again = await world.popup(world.profile_page);
    await again.getByRole('button', { name: 'Create lead' }).waitFor();
    assert.equal(await again.getByLabel('Company').inputValue(), 'Typed Before Closing');
    assert.equal(await again.getByLabel('First Name').inputValue(), 'Marisol');
  });

  it('cannot change what the page says for certain, and can change the rest', async () => {
    const popup = await world.atForm();
    for (const [label, open] of [['First Name', false], ['Last Name', false], ['Mailing Country', false], ['Title', false], ['Company', true], ['Email', true], ['Phone', true]]) {
      assert.equal(await popup.getByLabel(label).isEditable(), open, label);
    }
  });

  it('makes one Lead by a double click', async () => {
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Create lead' }).dblclick();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.equal((await world.records('Lead')).length, 1);
  });

  it('is shown the Lead that was made when the popup opens again', async () => {
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    await popup.close();
    const again = await world.popup(world.profile_page);
    await again.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    assert.equal((await world.records('Lead')).length, 1);
  });

  it('leaves no token in any page, and nothing goes to another host', async () => {
    const said = [];
    world.context.on('console', (message) => said.push(message.text()));
    const hosts = new Set();
    world.context.on('request', (request) => hosts.add(new URL(request.url()).host));
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    const { all } = await world.org.order('GET', 'tokens');
    assert.ok(all.length >= 2);
    const pages = await Promise.all(world.context.pages().map((page) => page.content()));
    // Every answer of the worker to the extension's own pages.
    const answers = await world.inside(() => Promise.all([
      { open: { key: null, address: null } }, { describe: { object: 'Lead', fresh: true } }, { testConnection: {} },
      { find: { objects: ['Lead'], text: 'Marisol' } },
    ].map((message) => chrome.runtime.sendMessage(message))));
    assert.ok(answers.every((answer) => answer.reply), JSON.stringify(answers));
    for (const token of all) {
      assert.ok(![...said, ...pages, JSON.stringify(answers)].some((text) => text.includes(token)));
    }
    const own = /^(dkmnnjgdaoeakcfgbmmlcdpahhbkgkek(\.chromiumapp\.org)?|www\.linkedin\.com|.*\.salesforce\.com)$/;
    assert.deepEqual([...hosts].filter((host) => host && !own.test(host)), []);
  });

  it('gives a content script neither an answer nor what is stored', async () => {
    const popup = await world.atForm();
    const evaluate = await world.contentScript(world.profile_page);
    for (const message of ['{ open: { key: null, address: null } }', '{ signOut: {} }', '{ describe: { fresh: false } }']) {
      assert.equal(await evaluate(`chrome.runtime.sendMessage(${message}).then((answer) => String(answer), () => 'undefined')`), 'undefined', message);
    }
    for (const area of ['local', 'session']) {
      assert.equal(await evaluate(`chrome.storage.${area}.get(null).then(() => 'open', () => 'closed')`), 'closed', area);
    }
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
  });

  it('spends five calls of the org\'s allowance on the first Lead: the describe (once a day) and how countries are written (once a week), the question, the search for similar names and the create', async () => {
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    const counted = (await world.org.order('GET', 'log')).filter((one) => one.counted);
    assert.deepEqual(counted.map((one) => `${one.method} ${one.path}`).sort(), [
      'GET /services/data/v68.0/query',
      'GET /services/data/v68.0/search',
      'GET /services/data/v68.0/sobjects/Lead/describe',
      'POST /services/data/v68.0/composite',
      'POST /services/data/v68.0/ui-api/records',
    ]);
    assert.ok(counted.every((one) => one.client === 'client=AddToCRM'));
  });
});
