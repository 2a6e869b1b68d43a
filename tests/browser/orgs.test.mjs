// Orgs and browsers as people have them: site access that is withheld, a large
// org.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { LEAD, MARISOL, REP, SEARCH, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  await siteAccess('ON_ALL_SITES');
  assert.deepEqual(world.errors, []);
  await world.reset();
});

/** What a person chooses on the browser's own page of the extension. */
const siteAccess = async (hostAccess, sites = []) => {
  const page = await world.context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(async ([extensionId, access, own]) => {
    await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: access });
    for (const site of own) await chrome.developerPrivate.addHostPermission(extensionId, site);
  }, [world.id, hostAccess, sites]);
  await page.close();
};
const alert = (page, name) => page.getByRole('alert').getByRole('heading', { name }).waitFor();
const WITHHELD = 'The browser does not let Add to CRM reach Salesforce.';
const leads = async () => (await world.records('Lead')).map((lead) => lead.LastName);

describe('site access “on click”', () => {
  it('is named in the popup, and the Lead goes out once it is given', async () => {
    const popup = await world.atForm();
    await siteAccess('ON_CLICK');
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByText(WITHHELD).first().waitFor();
    assert.deepEqual(await leads(), []);
    await siteAccess('ON_ALL_SITES');
    // The browser asks for nothing that it gives already.
    await popup.getByRole('button', { name: 'Allow access' }).click();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.deepEqual(await leads(), [MARISOL.LastName]);
  });

  for (const [name, address] of [['a person', LEAD], ['a list', SEARCH]]) {
    it(`is named before a sign-in at ${name} opens its window, which opens with the access`, async () => {
      await world.setUp();
      const popup = await world.popup(await world.visit(address));
      await siteAccess('ON_CLICK');
      await world.org.order('DELETE', 'log');
      await popup.getByRole('button', { name: 'Sign in to Salesforce' }).click();
      await alert(popup, WITHHELD);
      assert.deepEqual(await world.org.order('GET', 'log'), []);
      await siteAccess('ON_ALL_SITES');
      const window = await world.opened(() => popup.getByRole('button', { name: 'Allow access' }).click());
      await window.getByRole('radio', { name: REP }).check();
      await window.getByRole('button', { name: 'Allow' }).click();
      await popup.getByRole('button', { name: /^Create/ }).waitFor();
    });
  }

  it('that is given for one org alone is enough to sign in there', async () => {
    await world.setUp();
    const popup = await world.popup(await world.visit(LEAD));
    await siteAccess('ON_SPECIFIC_SITES', ['login.salesforce.com', 'cirrus-example.my.salesforce.com'].map((host) => `https://${host}/*`));
    await world.signIn(popup);
    await world.looked(popup);
  });

  it('is named in the settings, with the browser’s own question behind the button', async () => {
    const page = await world.configure();
    await siteAccess('ON_CLICK');
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await alert(page, WITHHELD);
    assert.deepEqual((await world.org.order('GET', 'tokens')).all, []);
    await siteAccess('ON_ALL_SITES');
    const window = await world.opened(() => page.getByRole('button', { name: 'Allow access' }).click());
    await window.getByRole('radio', { name: REP }).check();
    await window.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'The connection works' }).waitFor();
  });
});

it('the hosts of another cloud are asked for before its window opens', async () => {
  const page = await world.configure();
  const host = page.getByLabel('Login host');
  await host.fill('https://harbor-example.my.salesforce.mil');
  await host.blur();
  await page.getByText('Saved.', { exact: true }).waitFor();
  // The browser's own question, which no test can answer.
  await page.evaluate(() => {
    chrome.permissions.request = async ({ origins }) => { globalThis.asked = origins; return false; };
  });
  await world.org.order('DELETE', 'log');
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await alert(page, WITHHELD);
  await page.getByRole('button', { name: 'Allow access' }).click();
  assert.deepEqual(await page.evaluate(() => globalThis.asked), ['login.', 'test.', '*.my.'].map((part) => `https://${part}salesforce.mil/*`));
  assert.deepEqual(await world.org.order('GET', 'log'), []);
});

it('a browser that wrongly says there is no network stops nothing', async () => {
  const popup = await world.atForm();
  const denied = () => Object.defineProperty(navigator, 'onLine', { get: () => false });
  for (const context of [popup, ...world.context.serviceWorkers()]) await context.evaluate(denied);
  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
  assert.equal(await popup.evaluate(() => navigator.onLine), false);
  assert.deepEqual(await leads(), [MARISOL.LastName]);
});

it('at a zoom of 200 % the form scrolls as one page, and nothing is cut', async () => {
  await world.org.order('POST', 'shape', { requiredFields: true });
  const popup = await world.atForm();
  await popup.setViewportSize({ width: 800, height: 600 });
  await popup.evaluate(async () => chrome.tabs.setZoom((await chrome.tabs.getCurrent()).id, 2));
  await popup.waitForFunction(() => innerWidth <= 400);
  await popup.getByText('Additional fields').waitFor();
  assert.equal(await popup.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  const button = popup.getByRole('button', { name: 'Create lead' });
  await button.scrollIntoViewIfNeeded();
  await button.click();
  await popup.getByText('fields need attention').first().waitFor();
  await popup.evaluate(async () => chrome.tabs.setZoom((await chrome.tabs.getCurrent()).id, 1));
});

it('a list in an org that encrypts names says what could not be asked', async () => {
  await world.org.order('POST', 'shape', { encryptedFields: ['FirstName', 'LastName'] });
  await (await world.atForm()).close();
  const popup = await world.popup(await world.visit(SEARCH));
  await popup.getByText('Salesforce could not be asked about: ').waitFor();
  await popup.getByText('LastName (Lead)').waitFor();
});

it('a large org says who is there, and what it could not be asked', async () => {
  await world.org.order('POST', 'shape', {
    large: true, ownFields: [{ name: 'Profile_Link__c', label: 'Profile Link' }],
  });
  await world.set({ objects: { Lead: { link: 'Profile_Link__c' } } });
  await world.org.order('POST', 'records/Lead', { FirstName: 'Mária', LastName: 'Vandérmeer', Company: 'Elsewhere' });
  await world.org.order('POST', 'records/Lead', { FirstName: 'Marisól', LastName: 'Vandérmeer', Company: 'Northwind Harbor' });
  const popup = await world.atForm();
  await popup.getByRole('heading', { name: '1 record may be this person' }).waitFor();
  await popup.getByText('Similar name, same company').waitFor();
  await popup.getByText('Salesforce could not be asked about: Profile_Link__c (Lead).').waitFor();
  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
});
