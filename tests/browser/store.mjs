// The pictures that the stores show, at their sizes, of the built extension in a
// real browser. The people on them do not exist.

import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ActionPopup } from './action-popup.mjs';
import { ROOT, SEARCH, SECOND, World } from './harness.mjs';

const folder = path.join(ROOT, 'docs/store/images');
const say = (text) => process.stdout.write(`${text}\n`);
const data = (png) => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;

const world = await World.start();
try {
  await mkdir(folder, { recursive: true });
  const canvas = await world.context.newPage();
  /** A picture of this size, of this HTML. */
  const draw = async (file, width, height, body) => {
    await canvas.setViewportSize({ width, height });
    await canvas.setContent(`<!doctype html><style>
      * { box-sizing: border-box; margin: 0 }
      body { width: ${width}px; height: ${height}px; overflow: hidden; font: 20px/1.4 system-ui, sans-serif; color: #fff; background: #0b5cab; display: grid }
      h1 { font-size: 30px; line-height: 1.25 }
      .shot { grid-template: 96px 1fr / 1fr; padding: 0 40px 40px }
      .shot h1 { align-self: center }
      .stage { position: relative; overflow: hidden; border-radius: 10px; background: #fff }
      .stage img { position: absolute; display: block }
      .page { inset: 0 auto auto 0 }
      .popup { right: 24px; top: 16px; border-radius: 8px; box-shadow: 0 6px 28px rgb(0 0 0 / .35) }
      .beside { right: 0; top: 0; border-left: 1px solid #c4cad3 }
    </style>${body}`);
    await canvas.screenshot({ path: path.join(folder, file) });
    say(`docs/store/images/${file}  ${width} × ${height}`);
  };
  const shot = (file, words, page, over, kind) => draw(file, 1280, 800, `<div class="shot" style="display:grid"><h1>${words}</h1>
    <div class="stage"><img class="page" src="${data(page)}"><img class="${kind}" src="${data(over)}"></div></div>`);

  const popup = await world.atForm();
  const page = world.profile_page;
  await page.setViewportSize({ width: 1200, height: 664 });
  await popup.setViewportSize({ width: 400, height: 620 });
  const lead = await page.screenshot();
  await shot('screenshot-1.png', 'The profile in front of you, as a Lead in your Salesforce org', lead, await popup.screenshot(), 'popup');

  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
  const results = await world.visit(SEARCH);
  await results.setViewportSize({ width: 1200, height: 664 });
  const list = await world.popup(results);
  await list.getByText('Already in your CRM').first().waitFor();
  await shot('screenshot-2.png', 'See at once who is in your CRM already', await results.screenshot(), await list.screenshot(), 'popup');
  await list.close();
  await results.close();

  const second = await world.visit(SECOND);
  await second.setViewportSize({ width: 1200, height: 664 });
  const beneath = await second.screenshot();
  const opener = await world.popup(second);
  await Promise.all([opener.waitForEvent('close'), opener.getByRole('button', { name: 'Open in the side panel' }).click()]);
  await second.bringToFront();
  const panel = await ActionPopup.opened(world, second, 'panel.html');
  await panel.place('Create lead');
  await panel.attached.send('Emulation.setDeviceMetricsOverride', { width: 400, height: 664, deviceScaleFactor: 1, mobile: false });
  const beside = path.join(ROOT, 'target/panel.png');
  await panel.screenshot(beside);
  await shot('screenshot-3.png', 'In the side panel: it stays beside the page, and follows it', beneath, await readFile(beside), 'beside');

  const icon = await readFile(path.join(ROOT, 'static/icons/128.png'));
  await draw('tile.png', 440, 280, `<div style="display:grid; place-content:center; justify-items:center; gap:14px; text-align:center">
    <img src="${data(icon)}" width="96" height="96" alt=""><h1>Add to CRM</h1><p>From a profile page to a Lead</p></div>`);
} finally {
  await world.stop();
}
