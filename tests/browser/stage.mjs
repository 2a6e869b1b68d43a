// What the demonstration needs of Chromium.

import { ActionPopup, clickPageButton } from './action-popup.mjs';
import { REP, World } from './harness.mjs';

export async function stage(options) {
  const world = await World.start(options);
  return {
    world,
    /** The popup that the button in the page opens. */
    async popup(page) {
      await clickPageButton(world, page);
      return ActionPopup.opened(world, page);
    },
    picture: (seen, file) => (seen instanceof ActionPopup ? seen.screenshot(file) : seen.screenshot({ path: file, fullPage: true })),
    opened: (act) => world.opened(act),
    /** Salesforce's own page: who it is, and "Allow". */
    async allow(window) {
      await window.getByRole('radio', { name: REP }).check();
      await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Allow' }).click()]);
    },
    end: () => new Promise((resolve) => { world.context.once('close', resolve); }),
  };
}
