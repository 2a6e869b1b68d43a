// An admin sets it up once: from a fresh install to a rep's first Lead, and each
// setting seen to take effect in popup, page and org.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { CONSUMER_KEY, LEAD, MARISOL, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const openSettings = async () => {
  const page = await world.context.newPage();
  await page.goto(world.url('options.html'));
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  return page;
};
const saved = (page) => page.getByText('Saved.', { exact: true }).waitFor();
const settings = () => world.inside(async () => (await chrome.storage.local.get('settings')).settings);
const create = async (popup) => {
  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
};
const file = (text) => ({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) });

describe('a text that is being typed', () => {
  it('stays when a setting changes meanwhile, and when it is refused', async () => {
    const options = await openSettings();
    const host = options.getByLabel('Login host');
    await host.fill('https://example.com');
    await world.set({ leadCreation: true });
    await options.getByRole('checkbox', { name: 'Let reps create leads', checked: true }).waitFor();
    assert.equal(await host.inputValue(), 'https://example.com');
    await host.blur();
    await options.getByText('Not saved.').waitFor();
    assert.equal(await host.inputValue(), 'https://example.com');
    await host.fill('https://test.salesforce.com');
    await host.blur();
    await saved(options);
    assert.equal((await settings()).salesforce.loginHost, 'https://test.salesforce.com');
  });
});

describe('a fresh install', () => {
  it('is taken through the page until a rep\'s first Lead lands', async () => {
    const page = await world.visit(LEAD);
    const popup = await world.popup(page);
    await popup.getByRole('alert').getByText('Lead creation is turned off.').waitFor();
    // The settings page that is open already comes to the front.
    await popup.getByRole('button', { name: 'Open settings' }).click();
    const options = world.inner;
    await options.waitForFunction(() => document.visibilityState === 'visible');
    assert.equal(await options.getByRole('button', { name: 'Test the connection' }).isDisabled(), true);
    await options.getByLabel('Consumer key').fill(CONSUMER_KEY);
    await options.getByLabel('Consumer key').blur();
    await saved(options);
    const window = await world.opened(() => options.getByRole('button', { name: 'Test the connection' }).click());
    await window.getByRole('radio', { name: 'Riley Reyes' }).check();
    await window.getByRole('button', { name: 'Allow' }).click();
    await options.getByRole('heading', { name: 'The connection works' }).waitFor();
    for (const words of ['Cirrus Example 00DPx0000000001MAA', 'Enterprise Edition', 'of 15,000', 'First Name, Last Name, Mailing Country']) {
      await options.getByText(words).first().waitFor();
    }
    await options.getByRole('button', { name: 'Hold everyone to this org' }).click();
    await saved(options);
    await options.getByLabel('Lead Source', { exact: true }).selectOption('Partner Referral');
    await options.getByRole('checkbox', { name: 'Let reps create leads' }).check();
    // The popup that is open follows.
    await world.looked(popup);
    await create(popup);
    const [lead] = await world.records('Lead');
    assert.equal(lead.LeadSource, 'Partner Referral');
    assert.equal(lead.LastName, MARISOL.LastName);
    assert.match((await settings()).salesforce.organizationId, /^00D/);
  });

  it('refuses what is not valid, says why, and keeps the old value', async () => {
    const options = await openSettings();
    for (const [label, value, why] of [
      ['Login host', 'https://login.salesforce.com.evil.example.com', 'Not saved.'],
      ['Login host', 'http://login.salesforce.com', 'Not saved.'],
      ['Consumer key', 'not a key', 'Not saved. It must be the consumer key as Salesforce shows it'],
      ['Organization ID', '00DPx0000000001MAB', 'Not saved. This organization ID has a typing error'],
      ['Assignment rule by its id', '00QPx0000000001MAA', 'Not saved. It must be “none”, “default” or the id of an assignment rule'],
      ['Monthly limit', '0', 'Not saved. It must be a whole number from 1 to 1000.'],
      ['Monthly limit', '1001', 'Not saved. It must be a whole number from 1 to 1000.'],
    ]) {
      const field = options.getByLabel(label, { exact: true });
      await field.fill(value);
      await field.blur();
      await options.getByRole('alert').getByText(why).waitFor();
      assert.equal(await settings(), undefined, `${label} ${value}`);
    }
  });

  it('settings of an older version are carried over', async () => {
    await world.set({ leadCreation: true, leadSource: '', salesforce: { clientId: CONSUMER_KEY, organizationId: '' } });
    const options = await openSettings();
    assert.equal(await options.getByRole('alert').count(), 0);
    assert.equal(await options.getByRole('checkbox', { name: 'Let reps create leads' }).isChecked(), true);
    await options.getByRole('checkbox', { name: 'Show the button in pages' }).uncheck();
    await saved(options);
    assert.deepEqual(await settings(), { leadCreation: true, pageButton: false, salesforce: { clientId: CONSUMER_KEY }, version: '2026-11-24' });
  });
});

describe('a setting takes effect', () => {
  const cases = [
    ['Assignment rule: the org\'s', async (options) => options.getByRole('radio', { name: 'The org’s active rule' }).check(), async (popup) => {
      await create(popup);
      await popup.getByText('Quinn Quill').waitFor();
    }],
    ['Assignment rule: none', async (options) => {
      await options.getByRole('radio', { name: 'The org’s active rule' }).check();
      await saved(options);
      await options.getByRole('radio', { name: /^None/ }).check();
    }, async (popup) => {
      await create(popup);
      await popup.getByText('Riley Reyes', { exact: true }).waitFor();
    }],
    ['Duplicates: block', async (options) => options.getByRole('radio', { name: /^Block/ }).check(), async (popup) => {
      await popup.getByRole('button', { name: 'Create lead' }).click();
      await popup.getByText('duplicates are forbidden').waitFor();
      assert.equal(await popup.getByRole('button', { name: 'Create anyway' }).count(), 0);
    }],
    ['Monthly limit', async (options) => {
      await options.getByLabel('Monthly limit').fill('1');
      await options.getByLabel('Monthly limit').blur();
    }, async (popup) => {
      const month = new Date().toISOString().slice(0, 7);
      await world.inside(() => 0);
      await world.inner.evaluate(async (key) => chrome.storage.local.set({ [key]: 1 }), `count:00DPx0000000001MAA:005Px0000000001IAA:${month}`);
      await popup.getByRole('button', { name: 'Create lead' }).click();
      await popup.getByRole('heading', { name: 'You have created as many records this month as your administrator allows.' }).waitFor();
      await popup.getByText(/1 record since \w+ 1\. You can create the next one on \w+ 1\./).waitFor();
      assert.deepEqual((await world.records('Lead')).map((lead) => lead.Title), ['Other']);
    }],
    ['Title: not visible', async (options) => options.getByRole('checkbox', { name: 'Title: visible' }).uncheck(), async (popup) => {
      await popup.getByLabel('Title').waitFor({ state: 'detached' });
    }],
    ['Title: editable', async (options) => options.getByRole('checkbox', { name: 'Title: editable' }).check(), async (popup) => {
      await popup.locator('#field-Title:not([readonly])').waitFor();
    }],
    ['Lead Source: visible and editable', async (options) => {
      await options.getByRole('checkbox', { name: 'Lead Source: visible' }).check();
      await saved(options);
      await options.getByRole('checkbox', { name: 'Lead Source: editable' }).check();
    }, async (popup) => {
      await popup.getByLabel('Lead Source').selectOption('Other');
      await create(popup);
      assert.equal((await world.records('Lead')).at(-1).LeadSource, 'Other');
    }],
    ['The button in pages: off', async (options) => options.getByRole('checkbox', { name: 'Show the button in pages' }).uncheck(), async () => {
      await world.profile_page.waitForFunction(() => ![...document.body.children].some((one) => one.localName === 'div'));
    }],
    ['Lead creation: off', async (options) => options.getByRole('checkbox', { name: 'Let reps create leads' }).uncheck(), async (popup) => {
      await popup.getByRole('alert').getByText('Lead creation is turned off.').waitFor();
    }],
  ];
  for (const [name, change, effect] of cases) {
    it(name, async () => {
      await world.org.order('POST', 'shape', { assignmentRule: true, ...(name.startsWith('Duplicates') ? { duplicateRule: 'warn' } : {}) });
      await world.org.order('POST', 'records/Lead', { FirstName: 'M', LastName: 'Vandermeer', Company: 'Northwind Harbor', Title: 'Other' });
      const popup = await world.atForm();
      const options = await openSettings();
      await change(options);
      await saved(options);
      await effect(popup);
    });
  }
});

describe('settings as a file', () => {
  it('are exported, and imported again', async () => {
    const options = await world.configure();
    await options.getByLabel('Lead Source', { exact: true }).fill('Web');
    await options.getByLabel('Lead Source', { exact: true }).blur();
    await saved(options);
    const before = await settings();
    const [download] = await Promise.all([options.waitForEvent('download'), options.getByRole('link', { name: 'Export settings' }).click()]);
    assert.equal(download.suggestedFilename(), 'add-to-crm-settings.json');
    const text = await readFile(await download.path(), 'utf8');
    await options.getByRole('checkbox', { name: 'Let reps create leads' }).uncheck();
    await saved(options);
    await options.getByLabel('Import settings').setInputFiles(file(text));
    await options.getByText('Imported.', { exact: true }).waitFor();
    await options.getByRole('checkbox', { name: 'Let reps create leads', checked: true }).waitFor();
    const { version, ...after } = await settings();
    assert.equal(version, before.version);
    for (const [key, value] of Object.entries(before).filter(([key]) => !['version', 'salesforce'].includes(key))) assert.deepEqual(after[key], value, key);
    assert.equal(after.salesforce.clientId, CONSUMER_KEY);
  });

  it('are refused as a whole, with the places that are wrong', async () => {
    const options = await world.configure();
    const before = await settings();
    for (const [text, places] of [
      ['{\n "leadCreation": tru }', ['line 2, column', 'This is not JSON.']],
      ['{"leadCreation": false, "monthlyLimit": 5000, "salesforce": {"loginHost": "https://example.com"}, "color": 1}',
        ['monthlyLimit: It must be a whole number from 1 to 1000.', 'salesforce.loginHost: ', 'color: There is no such setting.']],
    ]) {
      await options.getByLabel('Import settings').setInputFiles(file(text));
      const alert = options.getByRole('alert');
      await alert.getByRole('heading', { name: 'Nothing was imported: the file is not right' }).waitFor();
      for (const place of places) await alert.getByText(place).waitFor();
      assert.deepEqual(await settings(), before);
    }
  });

  it('become a policy for every place of this browser that takes one', async () => {
    const options = await world.configure();
    const seen = [];
    for (const [place, name] of [
      ['Windows: Chrome and Edge', 'add-to-crm.reg'], ['macOS: Chrome and Edge', 'add-to-crm.mobileconfig'],
      ['Linux: Chrome, Edge and Chromium', 'add-to-crm.json'], ['Google Admin console', 'add-to-crm-google-admin.json'],
    ]) {
      await options.getByLabel('Where', { exact: true }).selectOption(place);
      const [download] = await Promise.all([options.waitForEvent('download'), options.getByRole('link', { name: `Download ${name}` }).click()]);
      assert.equal(download.suggestedFilename(), name);
      const text = await readFile(await download.path(), 'utf8');
      assert.ok(text.includes(CONSUMER_KEY), place);
      assert.equal(text.replaceAll('\r', ''), await options.getByLabel('Policy', { exact: true }).inputValue(), place);
      seen.push(text);
    }
    assert.equal(new Set(seen).size, 4);
  });
});

it('changes in two tabs wait for each other, and both are kept', async () => {
  const [one, two] = [await openSettings(), await openSettings()];
  // The first tab is in the middle of a change.
  await one.evaluate(() => new Promise((begun) => {
    navigator.locks.request('settings', () => new Promise((end) => { globalThis.end = end; begun(); }));
  }));
  await two.getByRole('checkbox', { name: 'Show the button in pages' }).uncheck();
  await two.waitForFunction(async () => (await navigator.locks.query()).pending.some((lock) => lock.name === 'settings'));
  await world.set({ staySignedIn: false });
  assert.equal((await settings()).pageButton, undefined);
  await one.evaluate(() => globalThis.end());
  await saved(two);
  const { pageButton, staySignedIn } = await settings();
  assert.deepEqual([pageButton, staySignedIn], [false, false]);
});

it('everything on the page is reached by keyboard', async () => {
  const options = await world.configure();
  const reached = new Set();
  await options.getByRole('link', { name: 'Admin guide: each step of setting up' }).focus();
  for (let step = 0; step < 80; step += 1) {
    reached.add(await options.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim() || document.activeElement.getAttribute('aria-label')));
    await options.keyboard.press('Tab');
  }
  const all = await options.evaluate(() => [...document.querySelectorAll('main :is(a, button, input, select, textarea):not(:disabled)')]
    .filter((one) => one.type !== 'radio' || one.checked)
    .map((one) => one.id || one.textContent.trim() || one.getAttribute('aria-label')));
  assert.deepEqual(all.filter((one) => one && !reached.has(one)), []);
});
