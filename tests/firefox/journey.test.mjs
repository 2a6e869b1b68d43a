// From a profile page to a Lead in Firefox, as a rep goes.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LEAD, MARISOL, SEARCH, SECOND, picked } from '../browser/harness.mjs';
import { ActionPopup, World } from './harness.mjs';
import { SETTINGS, journeys } from '../journeys.mjs';
import { until } from './webdriver.mjs';

const lastNames = async (world) => (await world.records('Lead')).map((lead) => lead.LastName).sort();

describe('in Firefox a rep', () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  it('opens the toolbar\'s popup by the button in the page, signs in, and creates a Lead', async () => {
    await (await world.configure()).close();
    const page = await world.visit(LEAD);
    await world.clickPageButton(page);
    const signIn = (document) => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Sign in to Salesforce');
      button?.click();
      return Boolean(button);
    };
    const window = await world.driver.opened(() => until(() => world.inActionPopup(signIn), 'the sign-in in the popup'));
    await world.allow(window);
    // The window may have taken the focus, and the popup with it: as a rep does, again.
    const popup = await world.popup(page);
    await popup.find('button', 'Create lead');
    assert.equal(await popup.value('First Name'), 'Marisol');
    await popup.click('Create lead');
    await popup.text('Open in Salesforce');
    const leads = await world.records('Lead');
    assert.deepEqual(leads.map((lead) => picked(lead, MARISOL)), [MARISOL]);
    await popup.close();
  });

  it('sees a list, and who of it is in the CRM', async () => {
    const popup = await world.popup(await world.visit(SEARCH));
    await popup.text('Already in your CRM');
    await popup.close();
  });

  it('finds what was typed when it opens again', async () => {
    const page = await world.visit(SECOND);
    const popup = await world.popup(page);
    await popup.fill('Phone', '555 0142');
    await until(() => popup.run(async () => JSON.stringify(await chrome.storage.session.get(null)).includes('555 0142')), 'the draft');
    await popup.close();
    const again = await world.popup(page);
    await again.find('button', 'Create lead');
    assert.equal(await again.value('Phone'), '555 0142');
    await again.close();
  });

  it('opens the sidebar by the button in the popup, and it follows the tab', async () => {
    const page = await world.visit(LEAD);
    const popup = await world.popup(page);
    await popup.click('Open in the side panel');
    await until(async () => !await popup.isOpen(), 'the end of the popup');
    const first = (document) => [document.body.textContent, document.getElementById('field-FirstName')?.value].join();
    await page.front();
    await until(async () => (await world.inSidebar(first))?.includes('Marisol'), 'the person of the tab');
    const other = await world.visit(SECOND);
    await until(async () => !(await world.inSidebar(first))?.includes('Marisol'), 'the next person');
    await other.close();
  });

  it('keeps a Lead without a network, and finds it finished after a restart', async () => {
    const popup = await world.popup(await world.visit(SECOND));
    await popup.find('button', 'Create lead');
    await world.offline();
    await popup.click('Create lead');
    await popup.text('This Lead is kept on this computer.');
    const before = await lastNames(world);
    await world.restart();
    const names = await until(async () => {
      const now = await lastNames(world);
      return now.length > before.length && now;
    }, 'the Lead');
    assert.equal(names.length, 2);
    // Signed in still, and the journal says what became of it.
    const again = await world.popup(await world.visit(SECOND));
    await again.text('Open in Salesforce');
  });
});

journeys('in Firefox, as everywhere', async () => {
  const world = await World.start();
  await (await world.configure()).close();
  await world.set(SETTINGS);
  const popup = await world.popup(await world.visit(LEAD));
  await world.signIn(popup);
  await popup.ready('Create lead');
  await popup.close();
  let page;
  return {
    name: 'firefox',
    org: world.org,
    records: (object) => world.records(object),
    async open(address) {
      await page?.close();
      page = await world.visit(address);
      return world.popup(page);
    },
    async kept(text) {
      const options = await world.visit(world.url('options.html'));
      await until(() => options.run(async (own) => JSON.stringify(await chrome.storage.session.get(null)).includes(own), text), 'the draft');
      await options.close();
    },
    stop: () => world.stop(),
  };
});

describe('in Firefox', () => {
  let world;
  before(async () => { world = await World.start(); });
  after(() => world.stop());

  it('the callback address is the one that Firefox makes of the id', async () => {
    const options = await world.visit(world.url('options.html'));
    const shown = await options.value('Callback address');
    assert.equal(shown, await options.run(() => chrome.identity.getRedirectURL('salesforce')));
    assert.match(shown, /^https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org\/salesforce$/);
    await options.close();
  });

  it('a sign-in window that is closed is said, and can be opened again', async () => {
    await (await world.configure()).close();
    const popup = await world.popup(await world.visit(LEAD));
    const window = await world.driver.opened(() => popup.click('Sign in to Salesforce'));
    await window.close();
    await popup.text('The sign-in window was closed before sign-in was complete.');
    await world.signIn(popup);
    await popup.find('button', 'Create lead');
    await popup.close();
  });

  it('site access that a person withdraws is asked for, and given back by their click', async () => {
    const popup = await world.popup(await world.visit(LEAD));
    await popup.find('button', 'Create lead');
    await world.withdraw(['https://*.my.salesforce.com/*']);
    await popup.click('Create lead');
    await popup.text('The browser does not let Add to CRM reach Salesforce.');
    assert.deepEqual(await world.records('Lead'), []);
    await popup.click('Allow access');
    await world.allowPrompt();
    await popup.text('Open in Salesforce');
    // Kept meanwhile, and sent once.
    assert.equal((await world.records('Lead')).length, 1);
    await popup.close();
  });

  it('a form that is longer than a popup may be does not scroll sideways', async () => {
    const page = await world.visit(SECOND);
    await world.clickPageButton(page);
    await (await ActionPopup.opened(world)).ready('Create lead');
    // The scroll bar takes of the width.
    const width = ({ documentElement: { scrollWidth, clientWidth, scrollHeight, clientHeight } }) => ({ beyond: scrollWidth - clientWidth, long: scrollHeight > clientHeight });
    assert.deepEqual(await until(() => world.inActionPopup(width), 'the width'), { beyond: 0, long: true });
  });
});
