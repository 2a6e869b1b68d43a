// A whole list at once: every end of a row, and whatever may come between.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { accessible } from './accessible.mjs';
import { SEARCH, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.context.setOffline(false);
  await world.org.order('DELETE', 'faults');
  await world.reset();
});

const RECORDS = '/ui-api/records';
const fault = (name, times) => world.org.order('POST', 'faults', { fault: name, path: RECORDS, ...(times ? { times } : {}) });
const create = (popup, many) => popup.getByRole('button', { name: `Create ${many} lead` });
const row = (popup, name) => popup.getByRole('listitem').filter({ hasText: name });
const all = (popup) => popup.getByRole('checkbox', { name: 'Select all new' });
const leads = async () => (await world.records('Lead')).map((lead) => `${lead.FirstName} ${lead.LastName}`);
const counted = async () => (await world.org.order('GET', 'log')).filter((one) => one.counted).length;
const ends = (popup) => popup.getByRole('region', { name: 'Results' });

/** The list of this page, by a rep who is signed in. */
async function list(query) {
  const page = await world.visit(`${SEARCH}${query}`);
  const popup = await world.popup(page);
  await popup.getByRole('heading', { name: 'people on this page' }).waitFor();
  await popup.getByText('Looking for these people in Salesforce…').waitFor({ state: 'detached' });
  await all(popup).waitFor();
  return { popup, page };
}

/** No person is there twice. */
async function once(expected) {
  const names = await leads();
  assert.equal(new Set(names).size, names.length, names.join());
  assert.equal(names.length, expected, names.join());
}

/** A whole list is being created, and the org holds the first three requests. */
const threeUnderWay = async (rows, hold) => {
  await (await world.atForm()).close();
  const { popup } = await list(`&rows=${rows}`);
  await all(popup).check();
  await fault(hold);
  await create(popup, rows).click();
  await popup.waitForFunction(() => [...document.querySelectorAll('.badge')].filter((one) => one.textContent === 'Sending…').length === 3);
  return popup;
};

describe('a whole list', () => {
  it('has an end for every row, and what needs the rep stays', async () => {
    await (await world.atForm()).close();
    await world.org.order('POST', 'shape', { duplicateRule: 'warn' });
    // One is known by name; another is created by this rep before.
    await world.org.order('POST', 'records/Lead', { FirstName: 'Tobias', LastName: 'Quillfeather', Company: 'Somewhere' });
    const { popup } = await list('&rows=25&bare=2&empty=0');
    // The page's own ticks: every fifth, those that may be created at once.
    assert.equal(await popup.getByRole('checkbox', { name: 'Ingrid Ostrowhurst, Tidewater Tools' }).isChecked(), true);
    assert.equal(await popup.getByRole('checkbox', { name: 'Marisol Vandermeer, Northwind Harbor' }).isChecked(), false);
    await row(popup, 'Tobias Quillfeather').first().getByText('Lead: Same name').waitFor();
    assert.equal(await popup.getByRole('checkbox', { name: 'Tobias Quillfeather, ' }).count(), 0);
    // What lacks is filled in where it stands.
    await all(popup).check();
    await create(popup, 22).waitFor();
    await popup.mouse.wheel(0, 4000);
    const company = popup.getByLabel('Company').first();
    await company.fill('Filled & Co');
    await create(popup, 23).waitFor();
    // Another rep is quicker with one who is not among the first three, and Salesforce has words about two others.
    await world.org.order('POST', 'records/Lead', { FirstName: 'Priya', LastName: 'Fennimore', Company: 'Tidewater Tools' });
    await fault('flowFailed', 1);
    await fault('rowLocked', 1);
    await world.org.order('DELETE', 'log');
    await create(popup, 23).click();
    await ends(popup).getByText('2 need you').waitFor();
    await ends(popup).getByText('1 waiting').waitFor();
    await ends(popup).getByText('20 created').waitFor();
    // A call a row, and no question besides.
    assert.equal(await counted(), 23);
    await once(22);
    await popup.mouse.wheel(0, -9000);
    // The reason stands at the row, and a link at who was created; which two of the first
    // three Salesforce refused is chance.
    await popup.getByRole('listitem').getByText('Salesforce refused the record.').first().waitFor();
    const created = popup.getByRole('listitem').filter({ hasNotText: 'Tobias Quillfeather' });
    await created.getByRole('link', { name: 'Open in Salesforce' }).first().waitFor();
    const priya = row(popup, 'Priya Fennimore').first();
    await priya.getByRole('button', { name: 'Create anyway: Priya Fennimore' }).click();
    await ends(popup).getByText('21 created').waitFor();
    assert.equal((await leads()).filter((name) => name === 'Priya Fennimore').length, 2);
    // The rest as a file.
    const [file] = await Promise.all([popup.waitForEvent('download'), popup.getByRole('button', { name: 'Save the rest as CSV' }).click()]);
    const table = await readFile(await file.path(), 'utf8');
    assert.match(table, /^\ufeff"First Name","Last Name"/);
    assert.match(table, /Tobias","Quillfeather/);
    assert.ok(!table.includes('Harrowgate'), table);
    await world.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.getByRole('button', { name: 'Copy the rest' }).click();
    await popup.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await popup.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.trim().split('\n').length, table.trim().split('\n').length);
    assert.match(copied, /"Tobias"\t"Quillfeather"/);
    // The one that was refused stays chosen, and goes through now.
    await create(popup, 1).click();
    await ends(popup).getByText('1 created').waitFor();
  });

  it('is filled in once for all, opens each row, and keeps what was typed', async () => {
    await (await world.atForm()).close();
    await world.set({ leadSource: 'Partner Referral' });
    await world.org.order('POST', 'shape', { requiredFields: false, ownFields: [{ object: 'Lead', name: 'Region__c', label: 'Region', type: 'string', length: 40, required: true }] });
    await world.inside(() => chrome.storage.local.get(null).then((kept) => chrome.storage.local.remove(Object.keys(kept).filter((key) => key.startsWith('describe:')))));
    const { popup } = await list('&rows=5');
    await popup.getByLabel('Region').fill('North');
    await row(popup, 'Ingrid Ostrowhurst').getByRole('button', { name: 'Ingrid Ostrowhurst' }).click();
    await world.looked(popup);
    await popup.getByLabel('Phone').fill('+1 555 0100');
    await popup.getByLabel('Region').fill('South');
    await popup.getByRole('button', { name: 'Back to the list' }).click();
    assert.equal(await popup.getByLabel('Region').inputValue(), 'North');
    await all(popup).check();
    await create(popup, 5).click();
    await ends(popup).getByText('5 created').waitFor();
    const made = await world.records('Lead');
    const ingrid = made.find((lead) => lead.FirstName === 'Ingrid');
    assert.equal(ingrid.Phone, '+1 555 0100');
    assert.deepEqual(made.map((lead) => lead.Region__c).sort(), ['North', 'North', 'North', 'North', 'South']);
    assert.ok(made.every((lead) => lead.LeadSource === 'Partner Referral'));
  });

  it('has an end for whoever is matched meanwhile: already there, and not created', async () => {
    await (await world.atForm()).close();
    const { popup, page } = await list('&rows=5');
    await all(popup).check();
    // In another window the rep looks at one of them, whom a colleague has just created.
    await world.org.order('POST', 'records/Lead', { FirstName: 'Rafael', LastName: 'Bramblewick', Company: 'Bramble & Sons' });
    const other = await world.popup(page);
    await row(other, 'Rafael Bramblewick').getByRole('button', { name: 'Rafael Bramblewick' }).click();
    await other.getByRole('button', { name: 'Match', exact: true }).click();
    await other.getByRole('heading', { name: 'Already in your CRM' }).waitFor();
    await other.close();
    await create(popup, 5).click();
    await ends(popup).getByText('1 already there').waitFor();
    await ends(popup).getByText('4 created').waitFor();
    await row(popup, 'Rafael Bramblewick').getByText('Already in your CRM').waitFor();
    assert.equal(await popup.getByRole('checkbox', { name: 'Rafael Bramblewick, ' }).count(), 0);
    await once(5);
  });

  it('lists who has no name on the page, to be filled in in the row', async () => {
    await (await world.atForm()).close();
    const { popup } = await list('&rows=5&nameless=1');
    await popup.getByRole('heading', { name: '5 people on this page' }).waitFor();
    const nameless = row(popup, 'Name not shown');
    await nameless.getByText('Incomplete').waitFor();
    await all(popup).check();
    await create(popup, 4).waitFor();
    await nameless.getByLabel('First Name').fill('Marisol');
    await nameless.getByLabel('Last Name').fill('Vandermeer');
    await create(popup, 5).click();
    await ends(popup).getByText('5 created').waitFor();
    const made = (await world.records('Lead')).find((lead) => lead.LastName === 'Vandermeer');
    assert.equal(made.Company, 'Northwind Harbor');
  });

  it('goes on when the popup closes, counts on the badge, and shows where it stands', async () => {
    await (await world.atForm()).close();
    const { popup, page } = await list('&rows=25');
    await all(popup).check();
    await fault('holdBefore');
    await create(popup, 25).click();
    await popup.getByText('0 of 25 done').waitFor();
    await world.org.order('GET', 'held');
    await popup.close();
    await world.badge('25');
    const again = await world.popup(page);
    await again.getByText('0 of 25 done').waitFor();
    await row(again, 'Anders Harrowgate').first().getByText('Queued').waitFor();
    await world.org.order('DELETE', 'faults');
    await ends(again).getByText('25 created').waitFor();
    await world.badge('');
    await once(25);
  });

  it('goes on when the worker is killed', async () => {
    await (await world.atForm()).close();
    const { popup, page } = await list('&rows=25');
    await all(popup).check();
    await fault('holdAfter');
    await create(popup, 25).click();
    await world.org.order('GET', 'held');
    await world.stopWorker(popup);
    await world.org.order('DELETE', 'faults');
    // Whatever wakes the worker has it carry on.
    const again = await world.popup(page);
    await ends(again).getByText('25 created').waitFor();
    await once(25);
  });

  it('waits for a network that is cut, and loses nothing', async () => {
    const popup = await threeUnderWay(25, 'holdAfter');
    await world.org.order('GET', 'held');
    // What has arrived is answered; nothing more is sent.
    await world.context.setOffline(true);
    const worker = world.context.serviceWorkers().findLast((one) => one.url().startsWith(world.url('')));
    // The browser tells it after the network is gone.
    await worker.evaluate(() => new Promise((told) => { if (navigator.onLine) addEventListener('offline', told, { once: true }); else told(); }));
    await world.org.order('DELETE', 'faults');
    await ends(popup).getByText('22 waiting').waitFor();
    await ends(popup).getByText('3 created').waitFor();
    await world.badge('22');
    await world.context.setOffline(false);
    await ends(popup).getByText('25 created').waitFor();
    await once(25);
  });

  it('stops when the allowance is spent, keeps the rest, and says so', async () => {
    await (await world.atForm()).close();
    const { popup } = await list('&rows=25');
    await all(popup).check();
    const before = (await world.org.order('GET', 'log')).length;
    await world.org.order('POST', 'allowance', { used: 15_000 - 10 });
    await create(popup, 25).click();
    await popup.getByRole('heading', { name: 'The org’s API requests for the last 24 hours are used up.' }).waitFor();
    await ends(popup).getByText(/^\d+ waiting$/).waitFor();
    // Whatever else the extension asks meanwhile takes from the ten.
    const made = (await leads()).length;
    const others = (await world.org.order('GET', 'log')).slice(before)
      .filter((one) => one.counted && one.status < 400 && !one.path.includes(RECORDS));
    assert.ok(made <= 10 && made + others.length >= 10, `${made}: ${others.map((one) => one.path).join()}`);
    await ends(popup).getByText(`${made} created`).waitFor();
    await ends(popup).getByText(`${25 - made} waiting`).waitFor();
    await world.badge(String(25 - made));
    await once(made);
    await world.org.order('POST', 'allowance', { used: 0 });
    await popup.getByRole('button', { name: 'Try the rest now' }).click();
    await ends(popup).getByText('25 created').waitFor();
    await once(25);
  });

  it('stops when the rep may not create any more, keeps the rest, and says so', async () => {
    const popup = await threeUnderWay(10, 'holdBefore');
    // An admin takes the permission set away while the first three are on their way.
    await world.org.order('POST', 'shape', { noCreate: true });
    await world.org.order('DELETE', 'faults');
    await ends(popup).getByText('3 need you').waitFor();
    await ends(popup).getByText('7 waiting').waitFor();
    await ends(popup).getByRole('heading', { name: 'You may not create such records in this org.' }).waitFor();
    assert.deepEqual(await leads(), []);
    await world.org.order('POST', 'shape', {});
    await popup.getByRole('button', { name: 'Try the rest now' }).click();
    await ends(popup).getByText('7 created').waitFor();
    // Those that were told so are still chosen.
    await create(popup, 3).click();
    await ends(popup).getByText('3 created').waitFor();
    await once(10);
  });

  it('stops when the session ends, keeps the rest, and goes on after the sign-in', async () => {
    const popup = await threeUnderWay(10, 'holdBefore');
    await world.org.order('POST', 'revoke');
    await world.org.order('DELETE', 'faults');
    await popup.getByRole('heading', { name: 'Your Salesforce session has ended.' }).waitFor();
    const made = (await leads()).length;
    assert.ok(made <= 3, String(made));
    const log = (await world.org.order('GET', 'log')).filter((one) => one.path.includes(RECORDS));
    assert.ok(log.length <= 6, String(log.length));
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).first().click();
    await ends(popup).getByText('10 created').waitFor();
    await once(10);
  });

  it('keeps the rest for a rep who signs out in the middle', async () => {
    await (await world.atForm()).close();
    const { popup } = await list('&rows=10');
    await all(popup).check();
    await fault('holdBefore');
    await create(popup, 10).click();
    await world.org.order('GET', 'held');
    await popup.getByRole('button', { name: 'Sign out' }).click();
    await popup.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
    await popup.getByRole('heading', { name: 'Sign in to add these people' }).waitFor();
    await world.org.order('DELETE', 'faults');
    assert.ok((await leads()).length <= 3);
    // Salesforce remembers them.
    await popup.getByRole('button', { name: 'Sign in to Salesforce' }).click();
    await ends(popup).getByText('10 created').waitFor();
    await once(10);
  });

  it('is stopped by the rep after the rows that are being sent', async () => {
    const popup = await threeUnderWay(10, 'holdBefore');
    await popup.getByText('0 of 10 done').waitFor();
    await popup.getByRole('button', { name: 'Stop' }).click();
    await popup.getByText('7 of 10 done').waitFor();
    await world.org.order('DELETE', 'faults');
    await ends(popup).getByText('3 created').waitFor();
    await ends(popup).getByText('7 not sent').waitFor();
    await world.badge('');
    // They are the rep's again, still chosen.
    await create(popup, 7).click();
    await ends(popup).getByText('7 created').waitFor();
    await once(10);
  });

  it('says before the start what the month and the org have left', async () => {
    await (await world.atForm()).close();
    await world.set({ monthlyLimit: 4 });
    await world.org.order('POST', 'allowance', { used: 14_980 });
    const { popup } = await list('&rows=5');
    await all(popup).check();
    await popup.getByText('You have 4 left this month: choose which.').waitFor();
    await popup.getByText(/This takes 5 of the 1\d API requests that your org has left/).waitFor();
    assert.equal(await create(popup, 5).isDisabled(), true);
    await popup.getByRole('checkbox', { name: 'Leticia Tidewell, Northwind Harbor' }).uncheck();
    await create(popup, 4).click();
    await ends(popup).getByText('4 created').waitFor();
    await once(4);
  });

  it('is driven by the keyboard alone, and a machine finds nothing in its way', async () => {
    await (await world.atForm()).close();
    const { popup } = await list('&rows=25');
    const boxes = popup.getByRole('list', { name: 'People' }).getByRole('checkbox');
    await all(popup).focus();
    await popup.keyboard.press('Space');
    // Down the whole list by Tab: what is not drawn yet comes in time.
    const seen = new Set();
    for (let step = 0; step < 80; step += 1) {
      await popup.keyboard.press('Tab');
      // Nobody is quicker than two frames: a key that is held down repeats every 30 ms.
      const focused = await popup.evaluate(() => new Promise((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(() => drawn({ label: document.activeElement?.getAttribute('aria-label'), text: document.activeElement?.textContent })));
      }));
      if (focused.label) seen.add(focused.label);
      if (/^Create \d+ leads$/.test(focused.text ?? '')) break;
    }
    assert.equal(seen.size, 25, [...seen].join());
    assert.ok(await boxes.count() > 0);
    const place = await popup.getByRole('listitem').first().evaluate((item) => [item.ariaSetSize, item.ariaPosInSet]);
    assert.equal(place[0], '25');
    await popup.keyboard.press('Enter');
    await ends(popup).getByText('25 created').waitFor();
    await accessible(popup, 'a list that has ended');
  });

  it('keeps what was read when the page moves on, and reads it again when asked', async () => {
    await (await world.atForm()).close();
    const { popup, page } = await list('&rows=5&empty=2');
    await popup.getByText('2 more are not loaded yet.').waitFor();
    await page.evaluate(() => history.pushState(null, '', '/sales/search/people?query=x&rows=5&page=2'));
    await popup.getByText('The page has moved on. This list stays as it was read.').waitFor();
    assert.equal(await popup.getByRole('listitem').count(), 3);
    await page.goto(`${SEARCH}&rows=5`);
    await popup.getByRole('button', { name: 'Read the page again' }).click();
    await popup.getByRole('heading', { name: '5 people on this page' }).waitFor();
    assert.equal(await popup.getByRole('listitem').count(), 5);
  });

  it('draws only what is seen of five hundred', async () => {
    await (await world.atForm()).close();
    const { popup } = await list('&rows=500');
    await popup.getByRole('heading', { name: '500 people on this page' }).waitFor();
    const items = popup.getByRole('listitem');
    assert.ok(await items.count() < 40, String(await items.count()));
    await popup.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await popup.waitForFunction(() => document.querySelector('#rows > li[aria-posinset="500"]'));
    assert.ok(await items.count() < 40, String(await items.count()));
  });
});
