// Orgs and browsers as people have them: site access that is withheld, a large
// org.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { MARISOL, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  await siteAccess('ON_ALL_SITES');
  assert.deepEqual(world.errors, []);
  await world.reset();
});

/** What a person chooses on the browser's own page of the extension. */
const siteAccess = async (hostAccess) => {
  const page = await world.context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(([extensionId, access]) => chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: access }), [world.id, hostAccess]);
  await page.close();
};
const alert = (page, name) => page.getByRole('alert').getByRole('heading', { name }).waitFor();
const leads = async () => (await world.records('Lead')).map((lead) => lead.LastName);

describe('site access “on click”', () => {
  const WITHHELD = 'The browser does not let Add to CRM reach Salesforce.';

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

  it('is named in the settings, with the browser’s own question behind the button', async () => {
    const page = await world.configure();
    await siteAccess('ON_CLICK');
    const window = await world.opened(() => page.getByRole('button', { name: 'Test the connection' }).click());
    await window.getByRole('radio', { name: 'Riley Reyes' }).check();
    await window.getByRole('button', { name: 'Allow' }).click();
    await alert(page, WITHHELD);
    assert.deepEqual((await world.org.order('GET', 'tokens')).all, []);
    await siteAccess('ON_ALL_SITES');
    // Salesforce knows the rep by now, and asks nothing.
    await page.getByRole('button', { name: 'Allow access' }).click();
    await page.getByRole('heading', { name: 'The connection works' }).waitFor();
  });
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
