// The journeys of every place, in Chromium's two: the toolbar's popup, and the side
// panel beside one tab.

import { journeys, SETTINGS } from '../journeys.mjs';
import { ActionPopup, clickPageButton } from './action-popup.mjs';
import { LEAD, World } from './harness.mjs';

/** Set up, and signed in. */
async function start(name) {
  const world = await World.start();
  await (await world.configure()).close();
  await world.set(SETTINGS);
  const page = await world.visit(LEAD);
  const popup = await world.popup(page);
  await world.signIn(popup);
  await world.looked(popup);
  return {
    world,
    popup,
    page,
    name,
    org: world.org,
    records: (object) => world.records(object),
    /** What was typed is kept for the next time. */
    kept: async (text) => {
      await world.inside(() => 0);
      await world.inner.waitForFunction(async (own) => JSON.stringify(await chrome.storage.session.get(null)).includes(own), text, { polling: 50 });
    },
    stop: () => world.stop(),
  };
}

journeys('in the popup', async () => {
  const place = await start('popup');
  await place.popup.close();
  const { world } = place;
  return Object.assign(place, {
    async open(address) {
      await place.page.close();
      place.page = await world.visit(address);
      await clickPageButton(world, place.page);
      return ActionPopup.opened(world, place.page);
    },
  });
});

journeys('in the side panel', async () => {
  const place = await start('panel');
  const { world, page, popup } = place;
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Open in the side panel' }).click()]);
  await page.bringToFront();
  const panel = await ActionPopup.opened(world, page, 'panel.html');
  // It stays, and follows the page.
  panel.close = () => {};
  return Object.assign(place, {
    async open(address) {
      await page.goto(address);
      await page.bringToFront();
      return panel;
    },
  });
});
