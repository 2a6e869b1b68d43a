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

  /** A page as it is seen beside the popup: what it says is not under that. */
  const beside = async (page) => {
    await page.setViewportSize({ width: 1200, height: 664 });
    await page.addStyleTag({ content: 'main { margin: 24px auto 24px 24px; width: 728px }' });
    return page.screenshot();
  };
  // The button, too, is in sight.
  await world.inside(() => chrome.storage.local.set({ buttonSpot: { side: 'left', up: 24 } }));
  const popup = await world.atForm();
  const page = world.profile_page;
  await popup.setViewportSize({ width: 400, height: 620 });
  await shot('screenshot-1.png', 'The profile in front of you, as a Lead in your Salesforce org', await beside(page), await popup.screenshot(), 'popup');

  await popup.getByRole('button', { name: 'Create lead' }).click();
  await popup.getByRole('heading', { name: 'Lead created' }).waitFor();
  const results = await world.visit(SEARCH);
  const list = await world.popup(results);
  await list.setViewportSize({ width: 400, height: 620 });
  await list.getByText('Already in your CRM').first().waitFor();
  await list.getByRole('checkbox', { name: 'Select all new' }).check();
  await shot('screenshot-2.png', 'A whole list at once, without those who are in your CRM already', await beside(results), await list.screenshot(), 'popup');
  await list.close();
  await results.close();

  const second = await world.visit(SECOND);
  const beneath = await beside(second);
  const opener = await world.popup(second);
  await Promise.all([opener.waitForEvent('close'), opener.getByRole('button', { name: 'Open in the side panel' }).click()]);
  await second.bringToFront();
  const panel = await ActionPopup.opened(world, second, 'panel.html');
  await panel.ready('Create lead');
  await panel.attached.send('Emulation.setDeviceMetricsOverride', { width: 400, height: 664, deviceScaleFactor: 1, mobile: false });
  // Painted at that size, from its top.
  await panel.evaluate(`(async () => {
    while (innerWidth !== 400) await new Promise(requestAnimationFrame);
    scrollTo(0, 0);
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  })()`);
  const shown = path.join(ROOT, 'target/panel.png');
  await panel.screenshot(shown);
  await shot('screenshot-3.png', 'In the side panel: it stays beside the page, and follows it', beneath, await readFile(shown), 'beside');

  const [lead] = await world.records('Lead');
  await world.org.order('PATCH', `records/Lead/${lead.Id}`, { Title: 'Port Captain', Phone: null, LastModifiedDate: '2026-11-01T10:00:00.000+0000' });
  await world.set({ updates: { Title: 'offer', Phone: 'empty' } });
  const again = await world.popup(page);
  await again.setViewportSize({ width: 400, height: 620 });
  await again.getByText('In Salesforce: Port Captain').waitFor();
  await again.getByRole('checkbox', { name: 'Title' }).check();
  await again.getByRole('button', { name: 'Update 2 fields' }).scrollIntoViewIfNeeded();
  await shot('screenshot-4.png', 'Keep the record true: take what the page says, line by line', await beside(page), await again.screenshot(), 'popup');

  const drawn = await readFile(path.join(ROOT, 'static/icons/icon.svg'));
  await draw('logo.png', 300, 300, `<img src="data:image/svg+xml;base64,${drawn.toString('base64')}" width="300" height="300" alt="">`);
  const icon = await readFile(path.join(ROOT, 'static/icons/128.png'));
  await draw('tile.png', 440, 280, `<div style="display:grid; place-content:center; justify-items:center; gap:14px; text-align:center">
    <img src="${data(icon)}" width="96" height="96" alt=""><h1>Add to CRM</h1><p>From a profile page to a Lead</p></div>`);
} finally {
  await world.stop();
}
