// Every state of the popup, in both colour schemes: no violation of WCAG 2.2 AA
// that a machine can see, nothing wider than the popup, and a picture of each in
// target/looks to be looked at. In German, Japanese, Arabic and a pseudo language
// nothing is cut, also in half the width.

import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { accessible } from './accessible.mjs';
import { inLanguages, withPseudo } from './fit.mjs';
import { LEAD, ROOT, SEARCH, SECOND, World } from './harness.mjs';

const folder = path.join(ROOT, 'target/looks');
const dist = withPseudo(process.env.DIST ?? path.join(ROOT, 'dist'));

describe('in both colour schemes', () => {
  let world;
  before(async () => {
    await mkdir(folder, { recursive: true });
    world = await World.start({ dist });
  });
  after(async () => {
    await world.stop();
    await rm(dist, { recursive: true });
  });
  afterEach(async () => {
    assert.deepEqual(world.errors, []);
    await world.reset();
  });

  const look = async (page, name) => {
    for (const colorScheme of ['light', 'dark']) {
      const state = `${name}-${colorScheme}`;
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(folder, `${state}.png`), fullPage: true });
      await accessible(page, state);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    // The help pages have their languages under addresses of their own.
    if (!page.url().includes('/help/')) await inLanguages(world, page, name, folder);
  };

  it('before it is set up, and while it is off', async () => {
    const page = await world.visit(LEAD);
    const popup = await world.popup(page);
    await popup.getByRole('heading', { name: 'Lead creation is turned off.' }).waitFor();
    await look(popup, 'off');
    await popup.close();
    await world.setUp({ key: '' });
    const again = await world.popup(page);
    await again.getByRole('heading', { name: 'Add to CRM is not connected to a Salesforce org yet.' }).waitFor();
    await look(again, 'not-connected');
  });

  it('on a page without a person', async () => {
    await world.setUp();
    const popup = await world.popup(await world.visit('https://www.linkedin.com/sales/home'));
    await popup.getByRole('heading', { name: 'No person was found on this page.' }).waitFor();
    await look(popup, 'no-person');
  });

  it('from signing in to the created Lead', async () => {
    const options = await world.configure();
    await look(options, 'settings');
    await options.setViewportSize({ width: 320, height: 800 });
    await look(options, 'settings-narrow');
    await options.getByLabel('Monthly limit').fill('0');
    await options.getByLabel('Monthly limit').blur();
    await options.getByText('Not saved.').waitFor();
    await options.getByLabel('Import settings').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"color": 1}') });
    await options.getByText('Nothing was imported').waitFor();
    await look(options, 'settings-refused');
    await options.goto(world.url('help/admin-guide.html'));
    await look(options, 'help');
    await options.close();
    const page = await world.visit(LEAD);
    const popup = await world.popup(page);
    const button = popup.getByRole('button', { name: 'Sign in to Salesforce' });
    await button.waitFor();
    await look(popup, 'signed-out');
    const window = await world.opened(() => button.click());
    await popup.getByText('Waiting for Salesforce').waitFor();
    await look(popup, 'signing-in');
    await window.close();
    await popup.getByRole('alert').waitFor();
    await look(popup, 'sign-in-closed');
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
    await look(popup, 'form');
    await popup.getByLabel('Email').fill('nobody');
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByText('1 field needs attention.').waitFor();
    await look(popup, 'complaint');
    await popup.getByLabel('Email').fill('somebody@example.com');
    await world.org.order('POST', 'faults', { fault: 'holdBefore', path: '/ui-api/records', times: 1 });
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('button', { name: 'Creating…' }).waitFor();
    await look(popup, 'saving');
    await world.org.order('DELETE', 'faults');
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    await look(popup, 'created');
  });

  it('when the person may be in the CRM already', async () => {
    await world.org.order('POST', 'records/Contact', { FirstName: 'Marísol', LastName: 'Vandermeer', Title: 'COO' });
    const rule = { FirstName: 'M', LastName: 'Vandermeer', Company: 'Northwind Harbor', Title: 'Port Captain' };
    await world.org.order('POST', 'records/Lead', rule);
    await world.org.order('POST', 'shape', { duplicateRule: 'warn' });
    const popup = await world.atForm();
    await look(popup, 'similar');
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('alert').getByRole('article').waitFor();
    await look(popup, 'duplicate-rule');
    await popup.getByRole('button', { name: 'Match' }).first().click();
    await popup.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
    await look(popup, 'matched');
    await popup.close();
    const list = await world.popup(await world.visit(`${SEARCH}&rows=12&empty=4&bare=1`));
    await list.getByText('Already in your CRM').first().waitFor();
    await look(list, 'list');
    await world.org.order('POST', 'faults', { fault: 'flowFailed', path: '/ui-api/records', times: 1 });
    await list.getByRole('checkbox', { name: 'Select all new' }).check();
    await list.getByRole('button', { name: 'Create 6 leads' }).click();
    await list.getByText('1 needs you').waitFor();
    await look(list, 'list-ended');
  });

  it('with several current roles, on a page that has changed, and with many people', async () => {
    await (await world.atForm()).close();
    const two = await world.popup(await world.visit(SECOND));
    await two.getByLabel('Current role').waitFor();
    await world.looked(two);
    await look(two, 'several-roles');
    const changed = await world.popup(await world.visit('https://www.linkedin.com/sales/lead/ACwAABnoname0000000000000000000000017'));
    await changed.getByRole('heading', { name: 'This page has changed' }).waitFor();
    await changed.getByRole('button', { name: 'Create lead' }).waitFor();
    await look(changed, 'changed');
    await changed.getByText('What the report says').click();
    await look(changed, 'changed-report');
    const list = await world.popup(await world.visit('https://www.linkedin.com/sales/search/people/german'));
    await list.getByRole('heading', { name: 'people on this page' }).waitFor();
    await look(list, 'list-german');
    const wrong = await world.popup(await world.visit('https://www.linkedin.com/sales/search/people/changed'));
    await wrong.getByRole('heading', { name: 'This page has changed' }).waitFor();
    await look(wrong, 'list-changed');
  });

  it('when the check has failed', async () => {
    const popup = await world.atForm();
    await world.org.order('POST', 'faults', { fault: 'unavailable', path: '/composite' });
    const again = await world.popup(world.profile_page);
    await again.getByRole('button', { name: 'Look again' }).waitFor();
    await look(again, 'check-failed');
    await popup.close();
  });

  it('of the journal and its limits', async () => {
    const popup = await world.atForm();
    await world.set({ monthlyLimit: 1 });
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    const second = await world.popup(await world.visit(SECOND));
    await second.getByRole('meter').waitFor();
    await world.looked(second);
    await look(second, 'month-full');
    await world.set({ monthlyLimit: 2 });
    await world.org.order('POST', 'allowance', { used: 12_500 });
    await world.context.setOffline(true);
    await second.getByRole('button', { name: 'Create lead' }).click();
    await second.getByText('This Lead is kept on this computer.').waitFor();
    await look(second, 'kept');
    await second.getByRole('button', { name: 'Recent records' }).click();
    await second.getByText('2 entries found').waitFor();
    await look(second, 'recent');
    await second.getByRole('button', { name: '‹ Back' }).click();
    await second.getByRole('button', { name: 'Sign out' }).click();
    await second.getByRole('alertdialog').waitFor();
    await look(second, 'leaving');
    await world.context.setOffline(false);
    await second.getByRole('button', { name: 'Stay signed in' }).click();
    await second.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    const options = await world.context.newPage();
    await options.goto(world.url('options.html'));
    await options.getByRole('button', { name: 'Test the connection' }).click();
    await options.getByRole('meter', { name: /^API requests/ }).waitFor();
    await look(options, 'settings-limits');
  });

  it('when the answer was lost', async () => {
    const popup = await world.atForm();
    await world.org.order('POST', 'faults', { fault: 'cutBefore', path: '/ui-api/records' });
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('button', { name: 'Try again' }).waitFor();
    await look(popup, 'answer-lost');
  });

  it('with every kind of field that an org can require', async () => {
    await world.org.order('POST', 'shape', { requiredFields: true, recordTypes: true });
    const popup = await world.atForm();
    await popup.getByText('Additional fields').waitFor();
    await look(popup, 'required-fields');
    await popup.getByLabel('Partner').fill('tide');
    await popup.getByRole('listbox', { name: 'Records found' }).getByRole('option').first().waitFor();
    await look(popup, 'lookup');
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByText(/fields need attention/).waitFor();
    await look(popup, 'complaints');
  });

  for (const language of ['ja', 'ar']) {
    it(`with labels in ${language}`, async () => {
      await world.org.order('POST', 'shape', { language, countryPicklists: true });
      await look(await world.atForm(), `labels-${language}`);
    });
  }

  it('when something stands in the way', async () => {
    await world.org.order('POST', 'shape', { unfillableField: true, hiddenFields: ['Title'] });
    const popup = await world.atForm();
    await world.set({ leadSource: 'Fax Machine' });
    await popup.getByText('is no longer a value of your org').waitFor();
    await look(popup, 'obstacle');
    const options = await world.context.newPage();
    await options.goto(world.url('options.html'));
    await options.getByText('is no longer a value of your org').waitFor();
    await options.getByRole('button', { name: 'Test the connection' }).click();
    await options.getByRole('heading', { name: 'Connected, but Leads cannot be created' }).waitFor();
    await look(options, 'settings-connected');
  });
});
