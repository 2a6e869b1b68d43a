// Managed policy, as Firefox really reads it: policies.json in the folder of the
// machine. Run by itself, because a policy is every Firefox's of this machine.

import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, afterEach, before, describe, it } from 'node:test';
import { CONSUMER_KEY, LEAD } from '../browser/harness.mjs';
import { FIREFOX_ID, PACKAGE, World } from '../firefox/harness.mjs';

const FOLDER = process.env.FIREFOX_POLICIES ?? '/etc/firefox/policies';
const FILE = path.join(FOLDER, 'policies.json');
const set = (policies) => writeFile(FILE, JSON.stringify({ policies }));
const managed = (settings) => ({ '3rdparty': { Extensions: { [FIREFOX_ID]: settings } } });
const SET_UP = { leadCreation: true, leadSource: 'Web', salesforce: { clientId: CONSUMER_KEY, organizationId: '00DPx0000000001' } };

let world;
before(async () => {
  await mkdir(FOLDER, { recursive: true }).catch((error) => {
    throw new Error(`The policy folder cannot be made (${error.message}). Make ${FOLDER} writable for you, or name another in FIREFOX_POLICIES.`);
  });
});
afterEach(async () => {
  await rm(FILE, { force: true });
  await world?.stop();
  world = undefined;
});
after(() => rm(FILE, { force: true }));

const create = async () => {
  const popup = await world.popup(await world.visit(LEAD));
  await world.signIn(popup);
  await popup.click('Create lead');
  await popup.text('Open in Salesforce');
};

describe('a managed policy in Firefox', () => {
  it('installs it, wins, shows as locked, and a rep only has to sign in', async () => {
    await set({
      ...managed(SET_UP),
      ExtensionSettings: { [FIREFOX_ID]: { installation_mode: 'force_installed', install_url: pathToFileURL(PACKAGE).href } },
    });
    world = await World.start({ install: false });
    await world.installed();
    const options = await world.visit(world.url('options.html'));
    await options.text('Set by your administrator');
    assert.equal(await options.value('Lead Source'), 'Web');
    const locked = await options.find('input:disabled', 'Let reps create leads', { disabled: true });
    assert.equal(await options.property(locked, 'checked'), true);
    await options.close();
    await create();
    assert.equal((await world.records('Lead'))[0].LeadSource, 'Web');
  });

  it('with wrong values keeps the right ones, and the page names the wrong', async () => {
    // Firefox knows no schema: what is of another type is named as well.
    await set(managed({ ...SET_UP, monthlyLimit: 5000, pageButton: 'yes' }));
    world = await World.start();
    const options = await world.visit(world.url('options.html'));
    await options.text('Some settings are not valid and were left out');
    const words = await options.run(() => document.body.textContent);
    assert.match(words, /monthlyLimit: It must be a whole number from 1 to 1000\. It stands in your administrator’s policy\./);
    assert.match(words, /pageButton: It must be true or false\. It stands in your administrator’s policy\./);
    assert.equal(await options.value('Monthly limit'), '1000');
  });

  it('as the settings page exports it makes a fresh Firefox ready to sign in', async () => {
    world = await World.start();
    const options = await world.configure();
    await options.choose('Where', 'Firefox');
    const exported = await options.value('Policy');
    await world.stop();
    await writeFile(FILE, exported);
    world = await World.start();
    await create();
    assert.equal((await world.records('Lead')).length, 1);
  });
});
