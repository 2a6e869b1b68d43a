// Managed policy, as Chromium really reads it: from the folder of the machine's
// policies. Run by itself, because a policy is every browser's of this machine.

import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { CONSUMER_KEY, EXTENSION_ID, LEAD, World } from '../browser/harness.mjs';
import { FIELDS, fillAndCreate, LEAD_FIELDS } from '../browser/own-fields.mjs';

const FOLDER = process.env.CHROMIUM_POLICIES ?? '/etc/chromium/policies/managed';
const FILE = path.join(FOLDER, 'add-to-crm.json');
const file = (settings) => JSON.stringify({ '3rdparty': { extensions: { [EXTENSION_ID]: settings } } });
const set = (text) => writeFile(FILE, text);
const SET_UP = { leadCreation: true, leadSource: 'Web', salesforce: { clientId: CONSUMER_KEY, organizationId: '00DPx0000000001' } };

let world;
before(async () => {
  await mkdir(FOLDER, { recursive: true }).catch((error) => {
    throw new Error(`The policy folder cannot be made (${error.message}). Make ${FOLDER} writable for you, or name another browser's in CHROMIUM_POLICIES.`);
  });
});
afterEach(async () => {
  await rm(FILE, { force: true });
  assert.deepEqual(world?.errors ?? [], []);
  await world?.stop();
  world = undefined;
});
after(() => rm(FILE, { force: true }));

const openSettings = async () => {
  const page = await world.context.newPage();
  await page.goto(world.url('options.html'));
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  return page;
};

describe('a managed policy', () => {
  it('wins, shows as locked, and a rep only has to sign in', async () => {
    await set(file(SET_UP));
    world = await World.start();
    await world.set({ leadSource: 'Other', monthlyLimit: 7 });
    const options = await openSettings();
    const locked = options.getByRole('checkbox', { name: 'Let reps create leads' });
    assert.deepEqual([await locked.isChecked(), await locked.isDisabled()], [true, true]);
    assert.equal(await options.getByLabel('Lead Source', { exact: true }).inputValue(), 'Web');
    assert.equal(await options.getByLabel('Consumer key').isEditable(), false);
    assert.equal(await options.getByText('Set by your administrator', { exact: true }).count(), 4);
    assert.equal(await options.getByLabel('Monthly limit').inputValue(), '7');
    assert.equal(await options.getByLabel('Monthly limit').isEditable(), true);
    await options.close();
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.equal((await world.records('Lead'))[0].LeadSource, 'Web');
  });

  it('fills an admin\'s own fields, and the record holds exactly those values and types', async () => {
    await set(file({ ...SET_UP, objects: { Lead: LEAD_FIELDS } }));
    world = await World.start();
    await world.org.order('POST', 'shape', { ownFields: FIELDS });
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
    await fillAndCreate(world, popup);
  });

  it('that changes takes effect in the popup that is open', async () => {
    await set(file(SET_UP));
    world = await World.start();
    const popup = await world.popup(await world.visit(LEAD));
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).waitFor();
    await set(file({ ...SET_UP, leadCreation: false }));
    await popup.getByRole('alert').getByText('Lead creation is turned off.').waitFor();
    await set(file({ ...SET_UP, language: 'fr' }));
    await popup.getByRole('button', { name: 'Se connecter à Salesforce' }).waitFor();
    // One that there is not.
    await set(file({ ...SET_UP, language: 'tlh' }));
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).waitFor();
  });

  it('with wrong values keeps the right ones, and the page names the wrong', async () => {
    await set(file({ ...SET_UP, monthlyLimit: 5000, assignmentRule: 'mine', language: 'tlh', salesforce: { ...SET_UP.salesforce, loginHost: 'https://example.com' }, pageButton: 'yes' }));
    world = await World.start();
    const options = await openSettings();
    const alert = options.getByRole('alert');
    await alert.getByRole('heading', { name: 'Some settings are not valid and were left out' }).waitFor();
    for (const words of [
      'monthlyLimit: It must be a whole number from 1 to 1000.',
      'assignmentRule: It must be “none”, “default” or the id',
      'salesforce.loginHost: ',
      'language: It must be one of these: ',
      'It stands in your administrator’s policy.',
    ]) await alert.getByText(words).first().waitFor();
    assert.equal(await options.getByLabel('Monthly limit').inputValue(), '1000');
    assert.equal(await options.getByRole('radio', { name: 'Production (login.salesforce.com)' }).isChecked(), true);
    assert.equal(await options.getByRole('checkbox', { name: 'Let reps create leads' }).isChecked(), true);
    // Of another type than the schema's: the browser itself leaves it out.
    assert.equal(await options.getByRole('checkbox', { name: 'Show the button in pages' }).isChecked(), true);
  });

  it('as the page exports it for Linux makes a fresh profile ready to sign in', async () => {
    world = await World.start();
    const options = await world.configure({ organization: '00DPx0000000001' });
    await options.getByLabel('Where', { exact: true }).selectOption('Linux: Chrome, Edge and Chromium');
    const [download] = await Promise.all([options.waitForEvent('download'), options.getByRole('link', { name: 'Download add-to-crm.json' }).click()]);
    const exported = await readFile(await download.path(), 'utf8');
    await world.stop();
    await set(exported);
    world = await World.start();
    const popup = await world.popup(await world.visit(LEAD));
    await world.signIn(popup);
    await world.looked(popup);
  });
});
