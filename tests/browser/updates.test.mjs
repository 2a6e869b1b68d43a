// A matched record and what the page says otherwise: offered, ticked, written.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { accessible, tabTo } from './accessible.mjs';
import { inLanguages } from './fit.mjs';
import { LEAD, MARISOL, ROOT, SEARCH, World } from './harness.mjs';

const folder = path.join(ROOT, 'target/looks');
const UPDATES = { Title: 'offer', Company: 'offer', Country: 'offer', Email: 'offer', Phone: 'empty' };
/** Reads the lead page by its headline alone, which people write as they like. */
const DOUBTED = {
  id: 'sales-navigator-lead', site: 'sales-navigator', kind: 'person', addresses: ['https://www.linkedin.com/sales/lead/*'],
  key: { after: ['/sales/lead/'], link: 'https://www.linkedin.com/sales/lead/{key}' },
  items: ['[data-sn-view-name="feature-lead-top-card"]'],
  fields: { name: [{ select: 'h1' }], headline: [{ select: '[data-anonymize="headline"]' }], place: [{ select: '[data-anonymize="location"]' }] },
};
let world;
before(async () => {
  await mkdir(folder, { recursive: true });
  world = await World.start();
});
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const shape = (of) => world.org.order('POST', 'shape', of);
const BEFORE = { LastModifiedDate: '2026-11-01T10:00:00.000+0000' };
const change = (object, id, fields) => world.org.order('PATCH', `records/${object}/${id}`, fields);
const record = async (object, id) => (await world.records(object)).find((one) => one.Id === id);

const look = async (page, name) => {
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await accessible(page, name);
  await inLanguages(world, page, name, folder);
};

/** The popup of a profile that is matched to a record that is there. */
const matched = async (object, fields, settings = {}) => {
  const { id } = await world.org.order('POST', `records/${object}`, { FirstName: MARISOL.FirstName, LastName: MARISOL.LastName, ...BEFORE, ...fields });
  await world.setUp();
  await world.set({ updates: UPDATES, ...settings });
  const page = await world.visit(LEAD);
  const popup = await world.popup(page);
  await world.signIn(popup);
  await world.looked(popup);
  await popup.getByRole('button', { name: 'Match', exact: true }).first().click();
  await popup.getByRole('heading', { name: 'Differences from this page' }).waitFor();
  await popup.getByText('Comparing with Salesforce…').waitFor({ state: 'detached' });
  return { id, popup };
};
const ticked = async (popup) => Object.fromEntries(await popup.locator('.difference').evaluateAll((all) => all.map((one) => [one.querySelector('label').textContent, one.querySelector('input').checked])));

describe('updates', () => {
  it('three fields are offered; what fills is ticked, what replaces is not; old and new stand in the journal', async () => {
    const { id, popup } = await matched('Lead', { Company: MARISOL.Company, Title: 'Director', Country: MARISOL.Country });
    assert.deepEqual(await ticked(popup), { Title: false, Email: true, Phone: true });
    await popup.getByText('In Salesforce: Director').waitFor();
    await popup.getByText(`On the page: ${MARISOL.Title}`).waitFor();
    await look(popup, 'updates');
    await popup.getByLabel('Title', { exact: true }).check();
    const log = (await world.org.order('GET', 'log')).length;
    await popup.getByRole('button', { name: 'Update 3 fields in Salesforce' }).click();
    await popup.getByRole('heading', { name: 'Updated in Salesforce' }).waitFor();
    assert.deepEqual((await world.org.order('GET', 'log')).slice(log).map((one) => [one.method, one.status]), [['PATCH', 204]]);
    await look(popup, 'updates-done');
    const now = await record('Lead', id);
    assert.deepEqual([now.Title, now.Email, now.Phone, now.Company], [MARISOL.Title, MARISOL.Email, MARISOL.Phone, MARISOL.Company]);
    await popup.getByRole('button', { name: 'Recent records' }).click();
    await popup.getByText(`${MARISOL.Title}, which was Director`).waitFor();
    await look(popup, 'updates-recent');
    const [download] = await Promise.all([popup.waitForEvent('download'), popup.getByRole('button', { name: 'Export as CSV' }).click()]);
    const { readFile } = await import('node:fs/promises');
    assert.match(await readFile(await download.path(), 'utf8'), /Title: Director → VP Operations/);
  });

  it('a refused field is marked at its line, and the others go without it; by keyboard', async () => {
    await shape({ refusedTitle: MARISOL.Title });
    const { id, popup } = await matched('Lead', { Company: MARISOL.Company, Title: 'Director', Country: MARISOL.Country });
    const title = popup.getByLabel('Title', { exact: true });
    await tabTo(popup, title);
    await popup.keyboard.press('Space');
    await tabTo(popup, popup.getByRole('button', { name: 'Update 3 fields in Salesforce' }));
    await popup.keyboard.press('Enter');
    await popup.getByText('Titles are kept by human resources.').waitFor();
    assert.equal(await title.getAttribute('aria-invalid'), 'true');
    assert.equal((await record('Lead', id)).Email, undefined);
    await look(popup, 'updates-refused');
    await tabTo(popup, title);
    await popup.keyboard.press('Space');
    await tabTo(popup, popup.getByRole('button', { name: 'Update 2 fields in Salesforce' }));
    await popup.keyboard.press('Enter');
    await popup.getByRole('heading', { name: 'Updated in Salesforce' }).waitFor();
    const now = await record('Lead', id);
    assert.deepEqual([now.Title, now.Email], ['Director', MARISOL.Email]);
  });

  it('a colleague\'s change in between is shown and not overwritten', async () => {
    const { id, popup } = await matched('Lead', { Company: MARISOL.Company, Title: 'Director', Country: MARISOL.Country });
    await popup.getByLabel('Title', { exact: true }).check();
    await change('Lead', id, { Title: 'Captain', LastModifiedDate: '2026-11-20T10:00:00.000+0000' });
    await popup.getByRole('button', { name: 'Update 3 fields in Salesforce' }).click();
    await popup.getByText('Somebody has changed the record since it was read').waitFor();
    await popup.getByText('In Salesforce: Captain').waitFor();
    assert.equal(await popup.getByLabel('Title', { exact: true }).isChecked(), false);
    assert.equal((await record('Lead', id)).Title, 'Captain');
    await look(popup, 'updates-colleague');
  });

  it('who has left: a Contact\'s new Account is the rep\'s choice, or a Lead is created there', async () => {
    const { id: engines } = await world.org.order('POST', 'records/Account', { Name: 'Tideline Engines' });
    const { id: harbor } = await world.org.order('POST', 'records/Account', { Name: MARISOL.Company });
    const { id, popup } = await matched('Contact', { AccountId: engines, Title: MARISOL.Title, Email: MARISOL.Email, MailingCountry: MARISOL.Country, Phone: MARISOL.Phone });
    await popup.getByText('Left the company: Tideline Engines').waitFor();
    assert.deepEqual(await ticked(popup), { Account: false });
    assert.equal(await popup.getByLabel('Account', { exact: true }).isDisabled(), true);
    await popup.getByRole('button', { name: 'Choose the Account' }).click();
    await popup.getByRole('article', { name: `Account: ${MARISOL.Company}` }).getByRole('button', { name: 'Choose' }).click();
    await look(popup, 'updates-moved');
    await popup.getByRole('button', { name: 'Update 1 field in Salesforce' }).click();
    await popup.getByRole('heading', { name: 'Updated in Salesforce' }).waitFor();
    assert.equal((await record('Contact', id)).AccountId, harbor);
  });

  it('who has left may become a Lead at the new company, and the Contact stays as it is', async () => {
    const { id: engines } = await world.org.order('POST', 'records/Account', { Name: 'Tideline Engines' });
    const { id, popup } = await matched('Contact', { AccountId: engines, Title: 'Director' });
    await popup.getByRole('button', { name: 'Create a Lead at the new company' }).click();
    await popup.getByRole('heading', { name: 'New Lead' }).waitFor();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.deepEqual((await world.records('Lead')).map((one) => [one.LastName, one.Company]), [[MARISOL.LastName, MARISOL.Company]]);
    const contact = await record('Contact', id);
    assert.deepEqual([contact.AccountId, contact.Title], [engines, 'Director']);
  });

  it('of a Lead that was converted its Contact is compared, and brought up to date', async () => {
    const { id, popup } = await matched('Lead', { Company: MARISOL.Company, Title: 'Director' });
    await popup.close();
    const { id: account } = await world.org.order('POST', 'records/Account', { Name: MARISOL.Company });
    const { id: contact } = await world.org.order('POST', 'records/Contact', { FirstName: MARISOL.FirstName, LastName: MARISOL.LastName, AccountId: account, Title: 'Head of Ports', ...BEFORE });
    await world.org.order('PATCH', `records/Lead/${id}`, { IsConverted: true, ConvertedContactId: contact });
    const again = await world.popup(await world.visit(LEAD));
    await again.getByText('The Lead has been converted since: this is its Contact.').waitFor();
    await again.getByText('In Salesforce: Head of Ports').waitFor();
    await look(again, 'updates-converted');
    await again.getByLabel('Title', { exact: true }).check();
    await again.getByRole('button', { name: /^Update \d fields in Salesforce$/ }).click();
    await again.getByRole('heading', { name: 'Updated in Salesforce' }).waitFor();
    const now = await record('Contact', contact);
    assert.deepEqual([now.Title, now.Email, now.AccountId], [MARISOL.Title, MARISOL.Email, account]);
    assert.equal((await record('Lead', id)).Title, 'Director');
  });

  it('a moved Contact\'s new Account that is gone meanwhile is said at its line, and another one is chosen', async () => {
    const { id: engines } = await world.org.order('POST', 'records/Account', { Name: 'Tideline Engines' });
    const { id: harbor } = await world.org.order('POST', 'records/Account', { Name: MARISOL.Company });
    const { id, popup } = await matched('Contact', { AccountId: engines, Title: MARISOL.Title, Email: MARISOL.Email, MailingCountry: MARISOL.Country, Phone: MARISOL.Phone });
    const choose = async () => {
      await popup.getByRole('button', { name: 'Choose the Account' }).click();
      await popup.getByRole('article', { name: `Account: ${MARISOL.Company}` }).getByRole('button', { name: 'Choose' }).click();
      await popup.getByRole('button', { name: 'Update 1 field in Salesforce' }).click();
    };
    const { id: left } = await world.org.order('POST', 'records/Account', { Name: 'Something Else' });
    await popup.getByRole('button', { name: 'Choose the Account' }).waitFor();
    await popup.getByRole('button', { name: 'Choose the Account' }).click();
    await popup.getByRole('article', { name: `Account: ${MARISOL.Company}` }).getByRole('button', { name: 'Choose' }).click();
    await world.org.order('PATCH', `records/Account/${harbor}`, { MasterRecordId: left });
    await world.org.order('DELETE', `records/Account/${harbor}`);
    await world.org.order('PATCH', `records/Account/${left}`, { Name: MARISOL.Company });
    await popup.getByRole('button', { name: 'Update 1 field in Salesforce' }).click();
    await popup.locator('.difference.wrong').getByText('The record has been deleted or merged in Salesforce').waitFor();
    await look(popup, 'updates-account-gone');
    assert.equal((await record('Contact', id)).AccountId, engines);
    await popup.getByRole('button', { name: 'Look again' }).click();
    await choose();
    await popup.getByRole('heading', { name: 'Updated in Salesforce' }).waitFor();
    assert.equal((await record('Contact', id)).AccountId, left);
  });

  it('a page that was read with a doubt ticks nothing', async () => {
    const { popup } = await matched('Lead', { Company: MARISOL.Company, Country: MARISOL.Country, Email: MARISOL.Email, Phone: MARISOL.Phone }, { sites: [DOUBTED] });
    assert.deepEqual(await ticked(popup), { Title: false });
    await popup.getByText('Please check:').waitFor();
    await look(popup, 'updates-doubt');
  });

  it('a list marks the rows that are out of date', async () => {
    const { popup } = await matched('Lead', { Company: MARISOL.Company, Title: 'Director' });
    await popup.close();
    const list = await world.popup(await world.visit(SEARCH));
    await list.getByText('Out of date', { exact: true }).first().waitFor();
    await look(list, 'updates-list');
  });

  it('a record that may not be edited is left as it is, with the reason', async () => {
    const { id, popup } = await matched('Lead', { Company: MARISOL.Company, Country: MARISOL.Country });
    await shape({ lockedRecords: [id] });
    await popup.getByRole('button', { name: /^Update \d fields/ }).click();
    await popup.getByText('The record is locked').waitFor();
    assert.equal((await record('Lead', id)).Title, undefined);
  });

  it('a record that says what the page says has no line, and without the setting nothing is compared', async () => {
    const { popup } = await matched('Lead', MARISOL);
    await popup.getByText('The record matches the page.').waitFor();
    await world.set({ updates: {} });
    await popup.reload();
    await popup.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
    await popup.getByText('Confirmed with Salesforce.').waitFor();
    assert.equal(await popup.getByRole('heading', { name: 'Differences from this page' }).count(), 0);
  });
});
