// The side panel over many people: from the page's turn to the filled form, and
// what it keeps in memory. The ratio of the memory is a bound, the times are not:
// a machine is as fast as it is.

import { ActionPopup, until } from './action-popup.mjs';
import { World } from './harness.mjs';
import { addressOf, nameOf, serve } from './people.mjs';

const PEOPLE = 200;
const FEW = 10;
const RATIO = 1.3;
const KB = 1024;
const say = (text) => process.stdout.write(`${text}\n`);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** JavaScript's heap and WebAssembly's pages of the panel, in bytes. */
async function memory(panel) {
  const ask = (method, params) => panel.attached.send(method, params);
  await ask('HeapProfiler.collectGarbage');
  const { usedSize } = await ask('Runtime.getHeapUsage');
  const { result } = await ask('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await ask('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const sum = await ask('Runtime.callFunctionOn', {
    objectId: objects.objectId, returnByValue: true,
    functionDeclaration: 'function () { return this.reduce((all, memory) => all + memory.buffer.byteLength, 0); }',
  });
  return usedSize + sum.result.value;
}

const world = await World.start();
try {
  await serve(world.context);
  const first = await world.atForm();
  const page = await world.visit(addressOf(0));
  const popup = await world.popup(page);
  await first.close();
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Open in the side panel' }).click()]);
  await page.bringToFront();
  const panel = await ActionPopup.opened(world, page, 'panel.html');
  const filled = (at) => until(async () => (await panel.evaluate("document.getElementById('field-Company')?.value")) === `Company ${at}`, nameOf(at).join(' '));
  await filled(0);
  // By the panel's own clock: from the browser's word of the turn to the form.
  await panel.evaluate(`(() => {
    globalThis.turned_ = 0;
    globalThis.times_ = [];
    chrome.tabs.onUpdated.addListener((id, change) => { if (change.url) turned_ = performance.now(); });
    new MutationObserver(() => {
      if (turned_ && document.getElementById('field-Company')?.value) { times_.push(performance.now() - turned_); turned_ = 0; }
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  })()`);
  let few = 0;
  for (let at = 1; at < PEOPLE; at += 1) {
    await page.evaluate((next) => { turn(next); render(next); }, at);
    await filled(at);
    if (at === FEW) few = await memory(panel);
  }
  const many = await memory(panel);
  const times = await panel.evaluate('times_');
  say(`panel: from the turn to the form   ${median(times).toFixed(0)} ms (median of ${times.length}; the longest ${Math.max(...times).toFixed(0)})`);
  say(`panel: memory after ${FEW} people      ${Math.ceil(few / KB)} KB; after ${PEOPLE} ${Math.ceil(many / KB)} KB; ratio ${(many / few).toFixed(2)} (at most ${RATIO})`);
  if (many / few > RATIO) process.exitCode = 1;
} finally {
  await world.stop();
}
