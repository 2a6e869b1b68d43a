// The admin's own fields: chosen on the options page, or by policy, and then in
// the record with exactly those values and types.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { accessible } from './accessible.mjs';
import { LEAD, ROOT, World } from './harness.mjs';
import { FIELDS, fillAndCreate, LEAD_FIELDS } from './own-fields.mjs';

const LOOKS = path.join(ROOT, 'target/looks');

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const settings = () => world.inside(async () => (await chrome.storage.local.get('settings')).settings);
const saved = (page) => page.getByText('Saved.', { exact: true }).waitFor();
/** The options page of somebody who is signed in. */
const options = async () => {
  const page = await world.configure();
  const window = await world.opened(() => page.getByRole('button', { name: 'Test the connection' }).click());
  await window.getByRole('radio', { name: 'Riley Reyes' }).check();
  await window.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('heading', { name: 'The connection works' }).waitFor();
  return page;
};
const add = async (part, text, label) => {
  const box = part.getByRole('combobox', { name: 'Add a field to Lead' });
  await box.fill(text);
  await part.getByRole('listbox', { name: 'Fields of your org' }).getByRole('option', { name: label }).click();
  await part.getByRole('listitem', { name: label.split(' (')[0], exact: true }).waitFor();
};

describe('own fields on the options page', () => {
  it('go from the search to the record with exactly those values and types', async () => {
    await world.org.order('POST', 'shape', { ownFields: FIELDS });
    const page = await options();
    const lead = page.getByRole('region', { name: 'Lead', exact: true });
    await lead.getByLabel('Field for the profile’s link').selectOption('Profile Link (Profile_Link__c)');
    await saved(page);
    await add(lead, 'headl', 'Headline (Headline__c)');
    await lead.getByLabel('How Headline is filled in').selectOption('Headline');
    await lead.getByText('Headline goes to Headline (Headline__c): a text of up to 40 characters. What is longer is cut at 40 characters, and the rep reads so.').waitFor();
    for (const [text, label, from] of [['company_p', 'Company Page', 'Company page'], ['about', 'About', 'About']]) {
      await add(lead, text, label);
      await lead.getByLabel(`How ${label} is filled in`).selectOption(from);
    }
    // A picture for the guide.
    await lead.getByRole('combobox', { name: 'Add a field to Lead' }).fill('tier');
    await lead.getByRole('option', { name: 'Tier (Tier__c)' }).waitFor();
    await mkdir(LOOKS, { recursive: true });
    await page.locator('.own').screenshot({ path: path.join(LOOKS, 'settings-own-fields.png') });
    await add(lead, 'Agreed', 'Agreed (Agreed__c)');
    await lead.getByLabel('How Agreed is filled in').selectOption('A fixed value');
    assert.equal(await lead.getByLabel('Value of Agreed').isChecked(), true);
    await add(lead, 'seats', 'Seats');
    await lead.getByLabel('How Seats is filled in').selectOption('A fixed value');
    await lead.getByText('Enter the value. Until then the field is left out.').waitFor();
    await lead.getByLabel('Value of Seats').fill('twelve');
    await lead.getByLabel('Value of Seats').blur();
    await lead.getByText(/The value does not fit, so it is left out\. Seats must be a number/).waitFor();
    await lead.getByLabel('Value of Seats').fill('12.5');
    await lead.getByLabel('Value of Seats').blur();
    await lead.getByText('The value does not fit').waitFor({ state: 'detached' });
    await add(lead, 'first call', 'First Call');
    // By keys alone: search, choose, and move to the top.
    const box = lead.getByRole('combobox', { name: 'Add a field to Lead' });
    await box.fill('tier');
    await box.press('Enter');
    const way = lead.getByLabel('How Tier is filled in');
    await page.waitForFunction(() => document.activeElement.id === 'own-Lead-Tier__c-way');
    assert.equal(await way.inputValue(), '0');
    for (let step = 0; step < 6; step += 1) {
      await lead.getByRole('button', { name: 'Move Tier up' }).focus();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Tier is number 1 of 7.').waitFor();
    // At the top the focus is where something can still be done.
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Move Tier down');
    await lead.getByLabel('Tier starts with').selectOption('Silver');
    await lead.getByRole('checkbox', { name: 'Tier is required' }).check();
    await saved(page);
    assert.deepEqual((await settings()).objects, { Lead: LEAD_FIELDS });
    await accessible(page, 'the fields of the admin');
    const popup = await world.popup(await world.visit(LEAD));
    await world.looked(popup);
    assert.equal(await popup.getByLabel('Tier').inputValue(), 'Silver');
    await fillAndCreate(world, popup);
  });

  it('say what cannot be chosen, and what the org does not have', async () => {
    await world.org.order('POST', 'shape', { ownFields: FIELDS, readOnlyFields: ['Place__c'] });
    await world.set({ objects: { Lead: { own: [{ field: 'Gone__c', ask: true }, { field: 'Agreed__c', from: 'headline' }] } } });
    const page = await options();
    const lead = page.getByRole('region', { name: 'Lead', exact: true });
    await lead.getByRole('listitem', { name: 'Gone__c' }).getByText('Your org has no such field').waitFor();
    await lead.getByRole('listitem', { name: 'Agreed' }).getByText('A field of this type cannot take that').waitFor();
    const box = lead.getByRole('combobox', { name: 'Add a field to Lead' });
    for (const [text, name, why] of [
      ['place__', 'Place (Place__c)', 'you may not write it'],
      ['Title', 'Title (Title)', 'one of the eight fields above'],
      ['agreed', 'Agreed (Agreed__c)', 'in the list already'],
    ]) {
      await box.fill(text);
      const option = lead.getByRole('listbox', { name: 'Fields of your org' }).getByRole('option', { name }).first();
      await option.getByText(why).waitFor();
      assert.equal(await option.getAttribute('aria-disabled'), 'true');
      await option.click({ force: true });
    }
    await box.fill('nothing like this');
    await lead.getByText('No field has this in its label or API name.').waitFor();
    assert.equal((await settings()).objects.Lead.own.length, 2);
    await lead.getByRole('button', { name: 'Remove Gone__c' }).click();
    await page.getByText('Gone__c was removed.').waitFor();
    await saved(page);
    assert.deepEqual((await settings()).objects.Lead.own.map((one) => one.field), ['Agreed__c']);
  });
});

it('own fields of a document of settings go to the record', async () => {
  await world.org.order('POST', 'shape', { ownFields: FIELDS });
  await world.set({ objects: { Lead: LEAD_FIELDS } });
  const popup = await world.atForm();
  await fillAndCreate(world, popup);
});

it('a field that a refusal names is in the open form at once, with the message at it', async () => {
  await world.org.order('POST', 'shape/rule-needs-industry');
  const popup = await world.atForm();
  assert.equal(await popup.getByLabel('Industry').count(), 0);
  await popup.getByRole('button', { name: 'Create lead' }).click();
  const industry = popup.getByLabel('Industry');
  await industry.waitFor();
  assert.equal(await industry.getAttribute('aria-invalid'), 'true');
  await popup.waitForFunction(() => document.activeElement.id === 'field-Industry');
  await industry.selectOption('Energy');
  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
  assert.equal((await world.records('Lead'))[0].Industry, 'Energy');
});

it('a form of sixty own fields opens, and a key is taken at once', async () => {
  await world.org.order('POST', 'shape/sixty-own-fields');
  const own = Array.from({ length: 60 }, (_, at) => ({ field: `Extra_${at}__c`, ask: true }));
  await world.set({ objects: { Lead: { own } } });
  const popup = await world.atForm();
  assert.equal(await popup.locator('.asks .field').count(), 60);
  await popup.locator('.asks input').last().pressSequentially('Yes');
  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
});

describe('the profile’s link', () => {
  const LINK = 'https://www.linkedin.com/sales/lead/ACwAAB7kQx0BzJ2Lr5tYpWd9uVnHs3mEfKaGc1o';
  const objects = (more) => ({ objects: { Lead: { link: 'Profile_Link__c', ...more } } });
  const settle = async (more) => {
    await world.org.order('POST', 'shape/unique-profile-link');
    await world.set(objects(more));
  };

  it('tells a second user, in another browser, of the first one’s Lead', async () => {
    await settle();
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    // Renamed meanwhile: by name nobody would find it.
    const [lead] = await world.records('Lead');
    assert.equal(lead.Profile_Link__c, LINK);
    await world.org.order('PATCH', `records/Lead/${lead.Id}`, { FirstName: 'M.', LastName: 'V', Name: 'M. V', Email: null });
    const second = await World.start({ beside: world });
    try {
      await second.set(objects());
      await second.setUp();
      const other = await second.popup(await second.visit(LEAD));
      await second.signIn(other, { user: 'Nell Nocontact' });
      await other.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
      await other.getByText('Same profile link').waitFor();
      await other.getByText('M. V').waitFor();
      assert.equal(await other.getByRole('button', { name: 'Create lead' }).count(), 0);
      assert.deepEqual(second.errors, []);
    } finally {
      await second.stop();
    }
    assert.equal((await world.records('Lead')).length, 1);
  });

  it('that Salesforce holds already shows the record in place of a second Lead', async () => {
    await settle();
    const popup = await world.atForm();
    // It comes while the rep looks at the form.
    await world.org.order('POST', 'records/Lead', { FirstName: 'M.', LastName: 'V', Company: 'Elsewhere', Profile_Link__c: LINK });
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByText('Another record has this value already, and your org allows it once.').first().waitFor();
    await popup.getByRole('article', { name: /M\. V/ }).waitFor();
    assert.equal((await world.records('Lead')).length, 1);
  });

  it('is written on Match where the admin says so', async () => {
    await settle({ writeLink: true });
    await world.org.order('POST', 'records/Lead', { FirstName: 'Marisol', LastName: 'Vandermeer', Company: 'Northwind Harbor' });
    const popup = await world.atForm();
    await popup.getByRole('button', { name: 'Match' }).first().click();
    await popup.getByText('The profile’s link was written to the record. Nothing else was changed.').waitFor();
    assert.equal((await world.records('Lead'))[0].Profile_Link__c, LINK);
  });
});
