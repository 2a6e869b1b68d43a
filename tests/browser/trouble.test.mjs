// What stands in the way of a Lead: each thing has its sentence, nothing typed is
// lost, nothing is created twice.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { LEAD, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const alert = (popup, name) => popup.getByRole('alert').getByRole('heading', { name }).waitFor();
const create = (popup) => popup.getByRole('button', { name: 'Create lead' }).click();

describe('pages and settings', () => {
  for (const [name, address, settings, words] of [
    ['a page without a person', 'https://nobody.example.com/', {}, 'The browser does not let extensions read this page.'],
    ['a Sales Navigator page without a person', 'https://www.linkedin.com/sales/home', {}, 'No person was found on this page.'],
    ['an extension without an org', LEAD, { key: '', on: true }, 'Add to CRM is not connected to a Salesforce org yet.'],
    ['lead creation that is off', LEAD, { on: false }, 'Lead creation is turned off.'],
  ]) {
    it(`says so on ${name}`, async () => {
      await world.setUp(settings);
      const popup = await world.popup(await world.visit(address));
      await alert(popup, words);
      assert.deepEqual(await world.org.order('GET', 'log'), []);
    });
  }

  it('shows no button while lead creation is off', async () => {
    const page = await world.visit(LEAD);
    const options = await world.configure();
    await page.bringToFront();
    await page.locator('body > div').last().waitFor({ state: 'attached' });
    const count = () => page.evaluate(() => [...document.body.children].filter((one) => one.localName === 'div').length);
    assert.equal(await count(), 1);
    await options.bringToFront();
    await options.getByRole('checkbox', { name: 'Let reps create leads' }).uncheck();
    await page.waitForFunction(() => ![...document.body.children].some((one) => one.localName === 'div'));
  });
});

describe('a Lead that Salesforce refuses', () => {
  it('is explained beside the field, with everything kept', async () => {
    const popup = await world.atForm();
    await popup.getByLabel('Company').fill('Kept Inc');
    await popup.getByLabel('Email').fill('not an address');
    await create(popup);
    await popup.getByText('Email must look like name@example.com.').waitFor();
    await popup.waitForFunction(() => document.activeElement.id === 'field-Email');
    assert.deepEqual(await world.records('Lead'), []);
    await popup.getByLabel('Email').fill('right@example.com');
    await create(popup);
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    assert.deepEqual((await world.records('Lead')).map((lead) => [lead.Company, lead.Email]), [['Kept Inc', 'right@example.com']]);
  });

  it('shows a rule\'s own message as text', async () => {
    await world.org.order('POST', 'shape', { refusedCompany: '<b>Bold</b>' });
    const popup = await world.atForm();
    await popup.getByLabel('Company').fill('<b>Bold</b>');
    await create(popup);
    await alert(popup, 'A rule of your org does not accept this record yet.');
    // Its markup is left out, and never becomes the page's.
    await popup.getByText('Bold is a customer already: ask the account team.').waitFor();
    assert.equal(await popup.locator('blockquote b').count(), 0);
    await popup.getByText('Nothing was saved in Salesforce. What you typed is kept.').waitFor();
    await popup.getByLabel('Company').fill('Plain');
    await create(popup);
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
  });

  for (const [user, words] of [
    ['Nico Nocreate', 'You may not create a Lead in this org.'],
    ['Noa Noapi', 'The Salesforce API is not enabled for you or for this org.'],
  ]) {
    it(`says what ${user} lacks`, async () => {
      await world.setUp();
      const popup = await world.popup(await world.visit(LEAD));
      await world.signIn(popup, { user });
      await popup.getByText(words).waitFor();
      assert.equal((await world.records('Lead')).length, 0);
    });
  }

  it('shows who owns it when an assignment rule chose', async () => {
    await world.org.order('POST', 'shape', { assignmentRule: true });
    const popup = await world.atForm();
    await create(popup);
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    // The default asks for no rule: the Lead is the rep's.
    await popup.getByText('Riley Reyes').nth(1).waitFor();
  });
});

describe('a value that only one Lead may have', () => {
  it('names the Lead that has it, which is matched in place of a new one', async () => {
    await world.org.order('POST', 'shape/unique-profile-link');
    await world.setUp();
    await world.set({ objects: { Lead: { link: 'Profile_Link__c' } } });
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
    // A colleague comes first, with another spelling.
    await world.org.order('POST', 'records/Lead', {
      LastName: 'van der Meer', Company: 'Harbor', Title: 'Port Captain', Profile_Link__c: LEAD.split(',')[0],
    });
    await create(popup);
    await alert(popup, 'Another record has this value already, and your org allows it once.');
    const record = popup.getByRole('alert').getByRole('article');
    await record.getByText('Port Captain · Harbor').waitFor();
    assert.equal(await popup.getByRole('button', { name: 'Create anyway' }).count(), 0);
    await record.getByRole('button', { name: 'Match' }).click();
    await popup.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
    assert.equal((await world.records('Lead')).length, 1);
  });
});

describe('site access', () => {
  it('that a person withdraws is named, and what was asked for is sent once it is given back', async () => {
    const popup = await world.atForm();
    const overview = await world.context.newPage();
    await overview.goto('chrome://extensions');
    const access = (hostAccess) => overview.evaluate(([extensionId, wanted]) => chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: wanted }), [world.id, hostAccess]);
    await access('ON_CLICK');
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByText('The browser does not let Add to CRM reach Salesforce.').waitFor();
    assert.deepEqual(await world.records('Lead'), []);
    await access('ON_ALL_SITES');
    await popup.getByRole('button', { name: 'Allow access' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    assert.equal((await world.records('Lead')).length, 1);
  });
});

describe('faults on the way', () => {
  for (const [fault, words] of [
    ['unavailable', 'it is not known whether the record was saved'],
    ['cutBefore', 'it is not known whether the record was saved'],
    ['cutAfter', 'it is not known whether the record was saved'],
    ['html', 'it is not known whether the record was saved'],
    ['brokenJson', 'it is not known whether the record was saved'],
    ['allowanceSpent', 'The org’s API requests for the last 24 hours are used up.'],
    ['concurrent', 'The org has too many requests under way.'],
    ['notForRest', 'Salesforce does not accept this session for its API.'],
  ]) {
    it(`${fault}: one Lead in the end`, async () => {
      const popup = await world.atForm();
      await world.org.order('POST', 'faults', { fault, path: '/ui-api/records' });
      await create(popup);
      await popup.getByRole('alert').getByText(words).first().waitFor();
      await world.org.order('DELETE', 'faults');
      await popup.getByRole('button', { name: 'Try again' }).click();
      await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
      assert.equal((await world.records('Lead')).length, 1);
    });
  }

  it('a slow answer shows that it is being saved', async () => {
    const popup = await world.atForm();
    await world.org.order('POST', 'faults', { fault: 'latency', path: '/ui-api/records', milliseconds: 1500 });
    await create(popup);
    assert.ok(await popup.getByRole('button', { name: 'Creating…' }).isDisabled());
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
  });
});
