// What a rep does, the same in every place where Add to CRM opens: the popup and
// the side panel of Chromium, and Firefox. Each place brings its own hands and eyes
// (`Place` below); what must come of it stands here once.
//
//   place.open(address)         Add to CRM on this page: a screen
//   place.org, place.records    the practice org
//   screen.click(name)          a button or link
//   screen.tick(label)          a checkbox
//   screen.text(words)          waits for a heading, a sentence
//   screen.value(label), .fill(label, text)
//   screen.look(file)           a picture, and what axe finds in the way
//   screen.ready(name)          waits for a button or link that can be used
//   screen.close()

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { nothingInTheWay } from './browser/accessible.mjs';
import { LEAD, MARISOL, ROOT, SEARCH, SECOND, picked } from './browser/harness.mjs';

/** What an admin has chosen for all of it. */
export const SETTINGS = { contactCreation: true, updates: { Title: 'offer', Email: 'empty', Phone: 'empty' } };

const FOLDER = path.join(ROOT, 'target/looks');
const PRIYA = 'https://www.linkedin.com/sales/lead/ACwAABexper000000000000000000000000009,NAME_SEARCH,aB3d';
const ZOFIA = 'https://www.linkedin.com/sales/lead/ACwAABpolish00000000000000000000000102,NAME_SEARCH,aB3d';
const ROWS = 6;

/** Nothing stands in anybody's way, and there is a picture of it. */
async function look(place, screen, state) {
  nothingInTheWay(await screen.look(path.join(FOLDER, `${place.name}-${state}.png`)), state);
}

/** Each journey is of a person of its own: one org and one sign-in serve for all. */
const JOURNEYS = {
  'a form that is filled in from the page becomes a Lead with exactly those values': async (place) => {
    const screen = await place.open(LEAD);
    await screen.text('New Lead');
    assert.equal(await screen.value('First Name'), 'Marisol');
    await screen.ready('Create lead');
    await look(place, screen, 'form');
    await screen.click('Create lead');
    await screen.text('Lead created');
    await screen.ready('Open in Salesforce');
    await look(place, screen, 'created');
    await screen.close();
    const leads = (await place.records('Lead')).filter((one) => one.LastName === MARISOL.LastName);
    assert.deepEqual(leads.map((one) => picked(one, MARISOL)), [MARISOL]);
  },

  'what was typed is there when it opens again': async (place) => {
    const screen = await place.open(SECOND);
    await screen.ready('Create lead');
    await screen.fill('Phone', '555 0142');
    await place.kept('555 0142');
    await screen.close();
    await (await place.open(LEAD)).close();
    const again = await place.open(SECOND);
    await again.ready('Create lead');
    assert.equal(await again.value('Phone'), '555 0142');
    await again.close();
  },

  'a Contact is proposed where the company is an Account, and is created in it': async (place) => {
    const { id } = await place.org.order('POST', 'records/Account', { Name: 'Fjordlys Havn', BillingCity: 'Bergen' });
    const screen = await place.open(PRIYA);
    await screen.text('New Contact');
    await screen.ready('Create contact');
    await look(place, screen, 'contact');
    await screen.click('Create contact');
    await screen.text('Contact created');
    await screen.close();
    const [contact] = (await place.records('Contact')).filter((one) => one.LastName === 'Lindqvistsen');
    assert.deepEqual([contact.FirstName, contact.Title, contact.AccountId], ['Priya', 'Harbour Master', id]);
  },

  'a record that is out of date is brought up to date, as far as the rep has ticked it': async (place) => {
    const { id } = await place.org.order('POST', 'records/Lead', {
      FirstName: 'Zofia', LastName: 'Mostowska', Company: 'Tidewater Polska', Title: 'Buyer', LastModifiedDate: '2026-11-01T10:00:00.000+0000',
    });
    const screen = await place.open(ZOFIA);
    await screen.click('Match');
    await screen.text('Differences from this page');
    await screen.text('In Salesforce: Buyer');
    await screen.tick('Title');
    await screen.ready('Update 3 fields in Salesforce');
    await look(place, screen, 'update');
    await screen.click('Update 3 fields in Salesforce');
    await screen.text('Updated in Salesforce');
    await screen.close();
    const lead = (await place.records('Lead')).find((one) => one.Id === id);
    assert.deepEqual([lead.Title, lead.Email, lead.Company], ['Kierowniczka zakupów', 'zofia@tidewater.example.com', 'Tidewater Polska']);
  },

  'a whole list becomes a Lead each': async (place) => {
    const leads = await place.records('Lead');
    // Who stands first in the list is in the CRM.
    const known = leads.some((one) => one.LastName === MARISOL.LastName);
    if (!known) await place.org.order('POST', 'records/Lead', MARISOL);
    const before = leads.length + (known ? 0 : 1);
    const screen = await place.open(`${SEARCH}&rows=${ROWS}`);
    await screen.text(`${ROWS} people on this page`);
    await screen.tick(`Select all new (${ROWS - 1})`);
    await screen.ready(`Create ${ROWS - 1} leads`);
    await look(place, screen, 'list');
    await screen.click(`Create ${ROWS - 1} leads`);
    await screen.text(`${ROWS - 1} created`);
    await look(place, screen, 'list-created');
    await screen.close();
    const names = (await place.records('Lead')).map((one) => `${one.FirstName} ${one.LastName}`);
    assert.equal(names.length, before + ROWS - 1, names.join());
    assert.equal(new Set(names).size, names.length, names.join());
  },
};

/** Runs all of them in a place that `start` gives, set up and signed in. */
export function journeys(name, start) {
  describe(name, () => {
    let place;
    before(async () => {
      await mkdir(FOLDER, { recursive: true });
      place = await start();
    });
    after(() => place?.stop());
    for (const [what, journey] of Object.entries(JOURNEYS)) it(what, () => journey(place));
  });
}
