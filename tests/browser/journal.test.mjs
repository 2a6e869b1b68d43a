// What was asked for is kept, finished, and shown: the journal as a rep meets it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { LEAD, SECOND, World } from './harness.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  await world.context.setOffline(false);
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const order = (...words) => world.org.order(...words);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const create = (popup) => button(popup, 'Create lead').click();
const created = (popup) => popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
const heading = (popup, name) => popup.getByRole('heading', { name }).waitFor();
const leads = async () => (await world.records('Lead')).map((lead) => lead.LastName).sort();

/** Another profile's form. */
const second = async () => {
  const popup = await world.popup(await world.visit(SECOND));
  await world.looked(popup);
  return popup;
};
/** A popup that keeps its Lead, because there is no network. */
const kept = async () => {
  const popup = await world.atForm();
  await world.context.setOffline(true);
  await create(popup);
  await popup.getByText('This Lead is kept on this computer.').waitFor();
  return popup;
};
const recent = async (popup) => {
  await popup.bringToFront();
  await button(popup, 'Recent records').click();
  await heading(popup, 'Recent records');
};
const row = (popup, name) => popup.getByRole('listitem', { name });
const status = (popup, name, words) => row(popup, name).getByText(words, { exact: true }).waitFor();
const options = async () => {
  const page = await world.context.newPage();
  await page.goto(world.url('options.html'));
  return page;
};

describe('without a network', () => {
  it('keeps the Lead, says so, and finishes it by itself in the open popup', async () => {
    const popup = await kept();
    await heading(popup, 'You’re offline.');
    await popup.getByText('Nothing that you asked for is lost; it goes on when you are online.').waitFor();
    await world.badge('1');
    assert.deepEqual(await leads(), []);
    await world.context.setOffline(false);
    await popup.getByText('Created from this profile').waitFor();
    await world.badge('');
    assert.deepEqual(await leads(), ['Vandermeer']);
  });

  it('finishes it after the browser has started again', async () => {
    await kept();
    await world.kill();
    const popup = await world.popup(await world.visit(LEAD));
    await popup.getByText('Created from this profile').waitFor();
    await world.badge('');
    assert.deepEqual(await leads(), ['Vandermeer']);
  });

  it('finishes it although the first request of the new start is cut', async () => {
    await kept();
    await order('POST', 'faults', { fault: 'cutBefore', path: '/services/oauth2/token', times: 1 });
    await world.kill();
    const popup = await world.popup(await world.visit(LEAD));
    await popup.getByText('Created from this profile').waitFor();
    await world.badge('');
    assert.deepEqual(await leads(), ['Vandermeer']);
  });

  it('asks the rep when the person has come into the CRM meanwhile', async () => {
    const popup = await kept();
    // Made by a colleague.
    const [, colleague] = (await order('GET', 'tokens')).users;
    const same = { FirstName: 'Marisol', LastName: 'Vandermeer', Company: 'Northwind Harbor' };
    const { id } = await order('POST', 'records/Lead', same);
    await order('PATCH', `records/Lead/${id}`, { CreatedById: colleague });
    await world.context.setOffline(false);
    await heading(popup, 'The org has records that look like the same person.');
    await world.badge('1');
    assert.equal((await leads()).length, 1);
    await recent(popup);
    await status(popup, 'Marisol Vandermeer', 'Refused');
    await world.badge('');
    await popup.bringToFront();
    await button(row(popup, 'Marisol Vandermeer'), 'Create anyway').click();
    await status(popup, 'Marisol Vandermeer', 'Created');
    assert.equal((await leads()).length, 2);
  });
});

describe('one Lead', () => {
  it('of two popups of one profile and a double click in each', async () => {
    const one = await world.atForm();
    const two = await world.popup(await world.visit(LEAD));
    await world.looked(two);
    await order('POST', 'faults', { fault: 'holdBefore', path: '/ui-api/records', times: 1 });
    await button(one, 'Create lead').dblclick();
    await order('GET', 'held');
    // What was asked for shows in the other one at once.
    await two.getByText('This Lead was sent. Whether it was saved is being checked.').waitFor();
    await button(two, 'Try again').click();
    await order('DELETE', 'faults');
    await Promise.all([one, two].map(created));
    assert.deepEqual(await leads(), ['Vandermeer']);
  });

  it('of two popups that are clicked in the same moment', async () => {
    const one = await world.atForm();
    const two = await world.popup(await world.visit(LEAD));
    await world.looked(two);
    // Both are sent by their pages before the worker tells anybody.
    const forms = await Promise.all([one, two].map((popup) => popup.locator('form').elementHandle()));
    await Promise.all(forms.map((form) => form.evaluate((own) => own.requestSubmit())));
    await Promise.all([one, two].map(created));
    assert.deepEqual(await leads(), ['Vandermeer']);
  });
});

describe('signing out with a Lead that is not done', () => {
  const unsure = async () => {
    const popup = await world.atForm();
    await order('POST', 'faults', { fault: 'unavailable', path: '/ui-api/records' });
    await create(popup);
    await popup.getByText('This Lead was sent. Whether it was saved is being checked.').waitFor();
    await order('DELETE', 'faults');
    return popup;
  };

  it('asks in the popup, and takes either answer', async () => {
    const popup = await unsure();
    await button(popup, 'Sign out').click();
    const question = popup.getByRole('alertdialog', { name: '1 record is pending.' });
    await popup.waitForFunction(() => document.activeElement.textContent === 'Stay signed in');
    await button(question, 'Stay signed in').click();
    await button(popup, 'Try again').waitFor();
    assert.equal((await order('GET', 'tokens')).liveRefresh, 1);
    await button(popup, 'Sign out').click();
    await button(question, 'Sign out').click();
    await popup.getByText('You are signed out.').waitFor();
    assert.equal((await order('GET', 'tokens')).liveRefresh, 0);
    // It is still there for the same user.
    await button(popup, 'Sign in to Salesforce').click();
    await button(popup, 'Try again').click();
    await created(popup);
    assert.deepEqual(await leads(), ['Vandermeer']);
  });

  it('asks on the options page, and takes either answer', async () => {
    await (await unsure()).close();
    const page = await options();
    await button(page, 'Sign out').click();
    const question = page.getByRole('alert').filter({ hasText: '1 record is pending.' });
    await button(question, 'Stay signed in').click();
    await question.waitFor({ state: 'detached' });
    assert.equal((await order('GET', 'tokens')).liveRefresh, 1);
    await button(page, 'Sign out').click();
    await button(question, 'Sign out anyway').click();
    await page.getByText('Signed out.').waitFor();
    assert.equal((await order('GET', 'tokens')).liveRefresh, 0);
    await world.badge('1');
  });
});

describe('recent Leads', () => {
  /** Two Leads, one with whatever a spreadsheet could stumble over. */
  const two = async () => {
    const first = await world.atForm();
    await create(first);
    await created(first);
    const popup = await second();
    await popup.getByLabel('Company').fill('=HYPERLINK("https://example.com"), Inc');
    await popup.getByLabel('Email').fill('plum@example.com');
    await popup.getByLabel('Phone').fill('-5550147');
    await create(popup);
    await created(popup);
    await recent(popup);
    await popup.getByText('2 entries found').waitFor();
    return popup;
  };

  it('are searched, opened, copied and exported', async () => {
    const popup = await two();
    await popup.getByLabel('Search').fill('northwind created');
    await popup.getByText('1 entry found').waitFor();
    const lead = row(popup, 'Marisol Vandermeer');
    const id = (await world.records('Lead')).find(({ LastName }) => LastName === 'Vandermeer').Id;
    const address = await lead.getByRole('link', { name: 'Open in Salesforce' }).getAttribute('href');
    assert.match(address, new RegExp(`^https://[a-z-]+\\.my\\.salesforce\\.com/${id}$`));
    await button(lead, 'Copy').click();
    await button(lead, 'Copied').waitFor();
    await popup.getByLabel('Search').fill('');
    await popup.getByLabel('Search').press('ControlOrMeta+V');
    assert.equal(await popup.getByLabel('Search').inputValue(), `Marisol Vandermeer, Northwind Harbor ${address}`);
    await popup.getByLabel('Search').fill('');
    await popup.getByText('2 entries found').waitFor();
    const [download] = await Promise.all([popup.waitForEvent('download'), button(popup, 'Export as CSV').click()]);
    assert.equal(download.suggestedFilename(), 'leads.csv');
    const text = await readFile(await download.path(), 'utf8');
    const lines = text.split('\r\n');
    assert.equal(lines[0], '\u{feff}"Asked for","Status","First Name","Last Name","Company","Title","Email","Phone","Salesforce ID","Address","Reason","Changes"');
    assert.equal(lines.length, 4);
    // Newest first.
    assert.ok(lines[1].includes('"\'=HYPERLINK(""https://example.com""), Inc"'), lines[1]);
    assert.ok(lines[1].includes('"\'-5550147"'), lines[1]);
    assert.ok(lines[2].includes(`"Created","Marisol","Vandermeer","Northwind Harbor","VP Operations","marisol.vandermeer@northwind-harbor.example.com","'+31205550147","${id}","${address}",""`), lines[2]);
  });

  it('are tried again and given up', async () => {
    const popup = await kept();
    await recent(popup);
    await status(popup, 'Marisol Vandermeer', 'Waiting');
    await button(row(popup, 'Marisol Vandermeer'), 'Give up').click();
    await status(popup, 'Marisol Vandermeer', 'Given up');
    await world.badge('');
    await world.context.setOffline(false);
    await popup.bringToFront();
    await button(row(popup, 'Marisol Vandermeer'), 'Try again').click();
    await status(popup, 'Marisol Vandermeer', 'Created');
    assert.deepEqual(await leads(), ['Vandermeer']);
  });

  it('are reached by the keyboard alone', async () => {
    const popup = await kept();
    await popup.bringToFront();
    /** Goes on by Tab to what has this name. */
    const to = async (name) => {
      const named = () => popup.evaluate(() => {
        const at = document.activeElement;
        return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim();
      });
      for (let step = 0; step < 20 && (await named()) !== name; step += 1) await popup.keyboard.press('Tab');
      assert.equal(await named(), name);
    };
    await to('Recent records');
    await popup.keyboard.press('Enter');
    await heading(popup, 'Recent records');
    await to('Search');
    await popup.keyboard.type('nobody');
    await popup.getByText('0 entries found').waitFor();
    await popup.keyboard.press('ControlOrMeta+A');
    await popup.keyboard.type('marisol');
    await popup.getByText('1 entry found').waitFor();
    await to('Give up');
    await popup.keyboard.press('Space');
    await status(popup, 'Marisol Vandermeer', 'Given up');
    await to('‹ Back');
    await popup.keyboard.press('Enter');
    await button(popup, 'Create lead').waitFor();
  });

  it('leave out what cannot be read, and say so', async () => {
    const popup = await two();
    await world.inside(async () => {
      const all = await chrome.storage.local.get(null);
      const key = Object.keys(all).find((name) => name.startsWith('journal:') && all[name].fields.LastName === 'Vandermeer');
      await chrome.storage.local.set({ [key]: { version: 2, torn: true } });
    });
    await button(popup, '‹ Back').click();
    await recent(popup);
    await popup.getByText('1 entry could not be read and was set aside; the others are not touched.').waitFor();
    await popup.getByText('1 entry found').waitFor();
    const page = await options();
    await button(page, 'Erase history').click();
    await page.getByText('The history is erased.').waitFor();
    await popup.bringToFront();
    await popup.getByText('Nothing was created from here yet.').waitFor();
  });
});

describe('limits', () => {
  it('of a month are shown from 80 % and held, with the day it starts again', async () => {
    await (await world.atForm()).close();
    await world.set({ monthlyLimit: 5 });
    await world.inside(async () => {
      const { access } = await chrome.storage.session.get('access');
      const { organizationId, userId } = access.owner.who;
      const month = new Date().toISOString().slice(0, 7);
      await chrome.storage.local.set({ [`count:${organizationId}:${userId}:${month}`]: 4 });
    });
    const popup = await world.popup(world.profile_page);
    await world.looked(popup);
    await popup.getByRole('meter', { name: '4 of 5 records created this month.' }).waitFor();
    await create(popup);
    await created(popup);
    const full = await second();
    const now = new Date();
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
    await full.getByRole('meter', { name: `You have created 5 of 5 records this month. The count starts again on ${next} 1.` }).waitFor();
    await create(full);
    await heading(full, 'You have created as many records this month as your administrator allows.');
    await full.getByText(`You can create the next one on ${next} 1.`).waitFor();
    assert.deepEqual(await leads(), ['Vandermeer']);
    const page = await options();
    await page.getByRole('meter', { name: 'Records created this month: 5 of 5' }).waitFor();
  });

  it('of the org are shown on the options page, with a warning from 80 %', async () => {
    await (await world.atForm()).close();
    const page = await options();
    for (const [used, warned] of [[1_000, 0], [12_500, 1]]) {
      await order('POST', 'allowance', { used });
      await button(page, 'Test the connection').click();
      await page.getByRole('meter', { name: new RegExp(`API requests of the org in 24 hours: ${used.toLocaleString('en').slice(0, 2)}`) }).waitFor();
      assert.equal(await page.getByText('From 95 % on, nothing is sent in the background.').count(), warned);
    }
  });

  it('of the history are a setting', async () => {
    const page = await world.configure();
    const field = page.getByLabel('Keep created records in the history for (days)');
    await field.fill('400');
    await field.blur();
    await page.getByText('Not saved.').waitFor();
    await field.fill('30');
    await field.blur();
    await page.getByText('Saved.', { exact: true }).waitFor();
    const kept = await world.inside(async () => (await chrome.storage.local.get('settings')).settings.keepHistory);
    assert.equal(kept, 30);
  });
});
