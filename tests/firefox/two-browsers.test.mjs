// One rep with two browsers of different kinds, signed in to one org in both.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EXTENSION_ID, LEAD, SECOND, World as Chromium } from '../browser/harness.mjs';
import { CALLBACK, World as Firefox } from './harness.mjs';

const CALLBACKS = [CALLBACK, `https://${EXTENSION_ID}.chromiumapp.org/salesforce`].join('\n');
const LINK = { objects: { Lead: { link: 'Profile_Link__c' } } };

describe('a rep with Firefox and Chromium', () => {
  let firefox;
  let chromium;
  before(async () => {
    firefox = await Firefox.start({ org: ['--redirect-uri', CALLBACKS, '--shape', 'unique-profile-link'] });
    chromium = await Chromium.start({ beside: firefox });
    await (await firefox.configure()).close();
    await firefox.set(LINK);
    await chromium.set(LINK);
  });
  after(async () => {
    await chromium?.stop();
    await firefox?.stop();
  });

  it('sees in the one what was created in the other', async () => {
    const there = await chromium.atForm();
    await there.getByRole('button', { name: 'Create lead' }).click();
    await there.getByRole('heading', { name: 'Lead created' }).waitFor();
    const here = await firefox.popup(await firefox.visit(LEAD));
    await firefox.signIn(here);
    await here.text('Already in your CRM');
    await here.text('Same profile link');
    await here.close();
    assert.equal((await firefox.records('Lead')).length, 1);
  });

  it('makes one Lead where the form stands open in both', async () => {
    const here = await firefox.popup(await firefox.visit(SECOND));
    await here.ready('Create lead');
    const there = await chromium.popup(await chromium.visit(SECOND));
    await chromium.looked(there);
    await here.click('Create lead');
    await here.text('Lead created');
    await there.getByRole('button', { name: 'Create lead' }).click();
    await there.getByText('Another record has this value already, and your org allows it once.').first().waitFor();
    await there.getByRole('article', { name: /Plum/ }).waitFor();
    const plums = (await firefox.records('Lead')).filter((lead) => lead.LastName === 'Plum');
    assert.equal(plums.length, 1);
    assert.deepEqual(chromium.errors, []);
  });
});
