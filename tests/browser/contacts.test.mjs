// A Contact in place of a Lead: its Account, its part in an Opportunity, and what
// the org does not take.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { accessible, tabTo } from './accessible.mjs';
import { inLanguages } from './fit.mjs';
import { LEAD, MARISOL, ROOT, SEARCH, World, picked } from './harness.mjs';

const folder = path.join(ROOT, 'target/looks');
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

const add = (object, fields) => world.org.order('POST', `records/${object}`, fields);
const harbor = (more) => add('Account', { Name: 'Northwind Harbor BV', BillingCity: 'Rotterdam', Website: 'https://northwind-harbor.example.com', ...more });
const contacts = async () => (await world.records('Contact')).filter((one) => one.LastName === 'Vandermeer');

/** The form, where Contacts may be created. */
const atForm = async (user) => {
  await world.setUp();
  await world.set({ contactCreation: true });
  const popup = await world.popup(await world.visit(LEAD));
  await world.signIn(popup, { user });
  await world.looked(popup);
  return popup;
};

const look = async (page, name) => {
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await accessible(page, name);
  await inLanguages(world, page, name, folder);
};

describe('a Contact', () => {
  it('is proposed where the company is an Account, with the Account that alone fits', async () => {
    const { id } = await harbor();
    const popup = await atForm();
    await popup.getByRole('heading', { name: 'New Contact' }).waitFor();
    await popup.getByText('“Northwind Harbor BV” is an Account in Salesforce already.').waitFor();
    const card = popup.getByRole('article', { name: 'Account: Northwind Harbor BV' });
    await card.getByText('Same name and website').waitFor();
    await card.getByText('Rotterdam').waitFor();
    await look(popup, 'contact-form');
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
    await look(popup, 'contact-created');
    const { Company, Country, ...same } = MARISOL;
    const expected = { ...same, MailingCountry: Country, AccountId: id };
    assert.deepEqual(picked((await contacts())[0], expected), expected);
    assert.equal((await world.records('Lead')).length, 0);
  });

  it('with an Opportunity and a role, by keyboard alone', async () => {
    const { id } = await harbor();
    for (const [Name, StageName] of [['Pumps', 'Prospecting'], ['Old', 'Closed Won']]) {
      await add('Opportunity', { Name, StageName, AccountId: id, Amount: 12000, CloseDate: '2026-12-31' });
    }
    const popup = await atForm();
    await popup.getByRole('heading', { name: 'New Contact' }).waitFor();
    await tabTo(popup, popup.getByRole('button', { name: 'Show open Opportunities' }));
    await popup.keyboard.press('Enter');
    await popup.getByLabel('Opportunity', { exact: true }).waitFor();
    assert.deepEqual(await popup.getByLabel('Opportunity', { exact: true }).locator('option').allTextContents(), ['–', 'Pumps · Prospecting · 12,000']);
    await tabTo(popup, popup.getByLabel('Opportunity', { exact: true }));
    await popup.keyboard.type('Pumps');
    await tabTo(popup, popup.getByLabel('Role'));
    await popup.keyboard.type('Eval');
    await look(popup, 'contact-opportunity');
    await tabTo(popup, popup.getByRole('button', { name: 'Create contact' }));
    await popup.keyboard.press('Enter');
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
    const [contact] = await contacts();
    const [role] = await world.records('OpportunityContactRole');
    assert.deepEqual(picked(role, { ContactId: 0, Role: 0 }), { ContactId: contact.Id, Role: 'Evaluator' });
  });

  it('whose Opportunity is gone meanwhile is there, and says so', async () => {
    const { id } = await harbor();
    const pumps = await add('Opportunity', { Name: 'Pumps', StageName: 'Prospecting', AccountId: id, CloseDate: '2026-12-31' });
    const popup = await atForm();
    await popup.getByRole('button', { name: 'Show open Opportunities' }).click();
    await popup.getByLabel('Opportunity', { exact: true }).selectOption({ index: 1 });
    await world.org.order('DELETE', `records/Opportunity/${pumps.id}`);
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
    await popup.getByText('Its role in “Pumps” is not').waitFor();
    await look(popup, 'contact-without-role');
    assert.equal((await contacts()).length, 1);
  });

  it('whose role alone is refused gets it by a button, and once', async () => {
    const { id } = await harbor();
    await add('Opportunity', { Name: 'Pumps', StageName: 'Prospecting', AccountId: id, CloseDate: '2026-12-31' });
    const popup = await atForm();
    await popup.getByRole('button', { name: 'Show open Opportunities' }).click();
    await popup.getByLabel('Opportunity', { exact: true }).selectOption({ index: 1 });
    await world.org.order('POST', 'faults', { fault: 'rowLocked', path: '/sobjects/OpportunityContactRole', times: 2 });
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByText('Its role in “Pumps” is not').waitFor();
    await popup.getByRole('button', { name: 'Try again' }).click();
    await popup.getByRole('button', { name: 'Try again' }).and(popup.locator(':enabled')).waitFor();
    // Later, among the recent ones.
    await popup.getByRole('button', { name: 'Recent records' }).click();
    const row = popup.getByRole('listitem', { name: 'Marisol Vandermeer' });
    await row.getByText('Its role in “Pumps” is not').waitFor();
    await row.getByRole('button', { name: 'Try again' }).click();
    await row.getByText('Its role in “Pumps” is not').waitFor({ state: 'detached' });
    assert.equal((await contacts()).length, 1);
    assert.equal((await world.records('OpportunityContactRole')).length, 1);
  });

  it('of two Accounts none is chosen, and the search box finds any other', async () => {
    await harbor();
    await harbor({ Name: 'Northwind Harbor', Website: undefined });
    const { id } = await add('Account', { Name: 'Rivet Works' });
    const popup = await atForm();
    await popup.getByRole('heading', { name: 'New Contact' }).waitFor();
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByText('Enter Account.').waitFor();
    await look(popup, 'contact-two-accounts');
    await popup.getByRole('combobox', { name: 'Account' }).fill('Rivet');
    await popup.getByRole('option', { name: 'Rivet Works' }).click();
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
    assert.equal((await contacts())[0].AccountId, id);
  });

  it('whose Account was merged meanwhile is refused there, and takes the one that is left', async () => {
    const { id } = await harbor();
    const popup = await atForm();
    await popup.getByRole('article', { name: 'Account: Northwind Harbor BV' }).waitFor();
    const left = await add('Account', { Name: 'Northwind Harbor Group B.V.', Website: 'https://northwind-harbor.example.com' });
    await world.org.order('PATCH', `records/Account/${id}`, { MasterRecordId: left.id });
    await world.org.order('DELETE', `records/Account/${id}`);
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByText('The record has been deleted or merged in Salesforce').first().waitFor();
    assert.equal((await contacts()).length, 0);
    const card = popup.getByRole('article', { name: 'Account: Northwind Harbor Group B.V.' });
    await card.getByRole('button', { name: 'Chosen' }).waitFor();
    await look(popup, 'contact-account-merged');
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
    assert.deepEqual((await contacts()).map((one) => one.AccountId), [left.id]);
  });

  it('costs one call more to open where its form is not known yet, and none where no Account fits', async () => {
    const calls = async () => (await world.org.order('GET', 'log')).filter((one) => one.counted).map((one) => one.path.split('/').slice(4).join('/').split('?')[0]);
    const forget = () => world.inside(() => chrome.storage.local.get(null).then((kept) => chrome.storage.local.remove(Object.keys(kept).filter((key) => key.startsWith('describe:')))));
    const opened = async (heading) => {
      await world.org.order('DELETE', 'log');
      const popup = await world.popup(await world.visit(LEAD));
      await popup.getByRole('heading', { name: heading }).waitFor();
      await world.looked(popup);
      await popup.close();
      return (await calls()).toSorted();
    };
    await (await atForm()).close();
    await forget();
    // With each form goes the question how the org writes its countries.
    assert.deepEqual(await opened('New Lead'), ['composite', 'query', 'search', 'sobjects/Lead/describe']);
    await harbor();
    await forget();
    assert.deepEqual(await opened('New Contact'), ['composite', 'query', 'query', 'search', 'sobjects/Contact/describe', 'sobjects/Lead/describe']);
    // Both are known for a day.
    assert.deepEqual(await opened('New Contact'), ['composite', 'search']);
  });

  it('has a form of its own: offered first, its record types and required fields, the same Lead Source', async () => {
    const { id } = await harbor();
    await world.org.order('POST', 'shape', {
      recordTypes: true, duplicateRule: 'warn',
      ownFields: [{ object: 'Contact', name: 'Desk__c', label: 'Desk', type: 'string', length: 40, required: true }],
    });
    await world.setUp();
    await world.set({ contactCreation: true, offerFirst: 'Contact', leadSource: 'Phone Inquiry' });
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
    // First of the two, and the form that stands there.
    assert.deepEqual(await popup.getByRole('radio').evaluateAll((all) => all.map((one) => one.value)), ['Contact', 'Lead']);
    await popup.getByRole('heading', { name: 'New Contact' }).waitFor();
    assert.deepEqual(await popup.getByLabel('Record type').locator('option').allTextContents(), ['New Business', 'Partner']);
    await popup.getByLabel('Record type').selectOption('Partner');
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByText('Enter Desk.').waitFor();
    await popup.getByLabel('Desk').fill('North');
    // Somebody else has just created them: the org's rule warns, and may be overruled.
    await add('Contact', { FirstName: MARISOL.FirstName, LastName: MARISOL.LastName, AccountId: id });
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('button', { name: 'Create anyway' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
    const made = (await contacts()).find((one) => one.Desk__c);
    assert.deepEqual([made.Desk__c, made.LeadSource, made.AccountId], ['North', 'Phone Inquiry', id]);
    assert.match(made.RecordTypeId, /^012.{15}$/);
  });

  it('of a rep without access to Opportunities leaves that part out, and says so', async () => {
    await harbor();
    const popup = await atForm('Odd Noopportunity');
    await popup.getByRole('button', { name: 'Show open Opportunities' }).click();
    await popup.getByText('You have no access to Opportunities or their contact roles, so this part is left out.').waitFor();
    await look(popup, 'contact-no-opportunities');
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
  });

  it('refused by a rule is corrected at its field', async () => {
    await harbor();
    await world.org.order('POST', 'shape', { refusedTitle: MARISOL.Title });
    const popup = await atForm();
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByText('Titles are kept by human resources.').waitFor();
    assert.equal(await popup.getByLabel('Title').getAttribute('aria-invalid'), 'true');
    await world.org.order('POST', 'shape', {});
    await popup.getByRole('button', { name: 'Create contact' }).click();
    await popup.getByRole('heading', { name: 'Contact created' }).waitFor();
  });

  it('is the rep\'s choice, and stays it when the popup is opened again', async () => {
    const popup = await atForm();
    await popup.getByRole('heading', { name: 'New Lead' }).waitFor();
    await popup.getByRole('radio', { name: 'Contact' }).check();
    await popup.getByRole('heading', { name: 'New Contact' }).waitFor();
    await popup.getByText('No Account of this name was found.').waitFor();
    await look(popup, 'contact-no-account');
    await popup.getByRole('radio', { name: 'Lead' }).check();
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.equal((await contacts()).length, 0);
  });

  it('for each of a list: the Account that alone fits, chosen in the row, or lacking; by keyboard alone', async () => {
    const { id: north } = await harbor();
    for (const BillingCity of ['Stockholm', 'Malmö']) await add('Account', { Name: 'Quillfeather Freight', BillingCity });
    const popup = await atForm();
    await popup.close();
    const list = await world.popup(await world.visit(`${SEARCH}&rows=8`));
    await list.getByText('The companies of 6 people are Accounts in Salesforce already.').waitFor();
    await tabTo(list, list.getByRole('radio', { name: 'Lead' }));
    await list.keyboard.press('ArrowRight');
    const row = (name) => list.getByRole('listitem').filter({ hasText: name });
    await row('Marisol Vandermeer').getByText('Account: Northwind Harbor BV').waitFor();
    await row('Ingrid Ostrowhurst').getByText('Account: Tidewater Tools').waitFor();
    // Of two of one name the rep chooses; whose company is no Account is looked for.
    const account = row('Tobias Quillfeather').getByRole('combobox', { name: 'Account' });
    const words = await account.locator('option').allTextContents();
    assert.deepEqual(words.toSorted(), ['Choose the Account', 'Quillfeather Freight · Malmö · Owner Riley Reyes', 'Quillfeather Freight · Stockholm · Owner Riley Reyes']);
    await row('Rafael Bramblewick').getByText('Open this person to fill in Account').waitFor();
    assert.equal(await list.getByRole('checkbox', { name: 'Tobias Quillfeather, ' }).count(), 0);
    await look(list, 'contact-list');
    await tabTo(list, list.getByRole('checkbox', { name: 'Select all new' }));
    await list.keyboard.press('Space');
    await list.getByRole('button', { name: 'Create 4 contacts' }).waitFor();
    await tabTo(list, account);
    const chosen = words.findIndex((text) => text.includes('Stockholm'));
    for (let at = 0; at < chosen; at += 1) await list.keyboard.press('ArrowDown');
    // A row opens as a Contact, and its Account comes back with it.
    await tabTo(list, row('Rafael Bramblewick').getByRole('button'));
    await list.keyboard.press('Enter');
    await world.looked(list);
    await list.getByRole('heading', { name: 'New Contact' }).waitFor();
    await tabTo(list, list.getByRole('combobox', { name: 'Account' }));
    await list.keyboard.type('Tidewater');
    await list.getByRole('option', { name: 'Tidewater Tools' }).waitFor();
    await list.keyboard.press('ArrowDown');
    await list.keyboard.press('Enter');
    await tabTo(list, list.getByRole('button', { name: 'Back to the list' }));
    await list.keyboard.press('Enter');
    await row('Rafael Bramblewick').getByText('Account: Tidewater Tools').waitFor();
    await world.org.order('DELETE', 'log');
    await tabTo(list, list.getByRole('button', { name: 'Create 5 contacts' }));
    await list.keyboard.press('Enter');
    await list.getByText('5 created').waitFor();
    await look(list, 'contact-list-ended');
    const log = (await world.org.order('GET', 'log')).filter((one) => one.counted);
    assert.deepEqual(log.map((one) => one.status), [201, 201, 201, 201, 201]);
    const made = (await world.records('Contact')).filter((one) => one.LastName !== undefined && one.Title);
    const city = new Map((await world.records('Account')).map((one) => [one.Id, one.BillingCity ?? one.Name]));
    const of = (last) => made.find((one) => one.LastName === last)?.AccountId;
    assert.equal(of('Vandermeer'), north);
    assert.equal(city.get(of('Quillfeather')), 'Stockholm');
    assert.equal((await world.records('Lead')).length, 0);
  });

  it('of a list whose Account was merged meanwhile is refused in its row, where those that are left are offered', async () => {
    const { id } = await harbor();
    await (await atForm()).close();
    const list = await world.popup(await world.visit(`${SEARCH}&rows=8`));
    await list.getByRole('radio', { name: 'Contact' }).check();
    const row = list.getByRole('listitem').filter({ hasText: 'Marisol Vandermeer' });
    await row.getByText('Account: Northwind Harbor BV').waitFor();
    const left = await add('Account', { Name: 'Northwind Harbor Group B.V.', Website: 'https://northwind-harbor.example.com' });
    await world.org.order('PATCH', `records/Account/${id}`, { MasterRecordId: left.id });
    await world.org.order('DELETE', `records/Account/${id}`);
    await row.getByRole('checkbox').check();
    await list.getByRole('button', { name: /^Create \d contacts?$/ }).click();
    await row.getByText('The record has been deleted or merged in Salesforce').waitFor();
    assert.equal((await contacts()).length, 0);
    const account = row.getByRole('combobox', { name: 'Account' });
    // They are asked for once the list has ended.
    await account.locator('option', { hasText: 'Group' }).waitFor({ state: 'attached' });
    const words = await account.locator('option').allTextContents();
    assert.equal(words.length, 2);
    await account.selectOption(words.find((text) => text.includes('Group')));
    await list.getByRole('button', { name: 'Create 1 contact' }).click();
    await row.getByText('Created').waitFor();
    assert.deepEqual((await contacts()).map((one) => one.AccountId), [left.id]);
  });

  it('without access to Contacts the form is a Lead\'s, and says why', async () => {
    const popup = await atForm('Nell Nocontact');
    // It does not stay checked.
    await popup.getByRole('radio', { name: 'Contact' }).click();
    await popup.getByText('A Contact cannot be created here.').waitFor();
    await popup.getByRole('heading', { name: 'New Lead' }).waitFor();
    await look(popup, 'contact-refused');
  });
});
