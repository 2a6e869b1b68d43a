// What the demonstration needs of Firefox.

import { writeFile } from 'node:fs/promises';
import { ActionPopup, World } from './harness.mjs';
import { until } from './webdriver.mjs';

export async function stage(options) {
  const world = await World.start(options);
  return {
    world,
    /** The popup that the button in the page opens. */
    async popup(page) {
      await page.front();
      await world.clickPageButton(page);
      return ActionPopup.opened(world);
    },
    picture: async (seen, file) => writeFile(file, await seen.screenshot()),
    async opened(act) {
      const page = await world.driver.opened(act);
      await page.loaded();
      return page;
    },
    allow: (window) => world.allow(window),
    // The driver answers as long as there is a browser.
    end: () => until(() => world.driver.windows().then((all) => all.length === 0, () => true), 'the end', Infinity),
  };
}
