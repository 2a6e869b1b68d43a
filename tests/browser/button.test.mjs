// The button in the page: where it stands and goes, what it asks, and what becomes
// of it when the extension is gone.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { clickPageButton } from './action-popup.mjs';
import { World } from './harness.mjs';
import { AT, NEXT, html, lead } from './lead-page.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

describe('the button in the page', () => {
  /** The box of the button's host: a page sees no more of it. */
  const box = (page) => page.evaluate(() => {
    const { x, y, width, height } = document.body.lastElementChild.getBoundingClientRect();
    return { x, y, width, height };
  });
  const blank = (more = '') => html(`<main>${lead('Ann Aasland')}</main>${more}`);

  it('gets out of the way of a chat, is dragged to the other side, and stays there', async () => {
    await world.setUp();
    await world.context.route((url) => url.href === AT, (route) => route.fulfill({
      contentType: 'text/html', body: blank('<aside id="chat" style="position: fixed; right: 0; bottom: 0; width: 320px; height: 300px"></aside>'),
    }));
    const page = await world.visit(AT);
    await page.waitForFunction(() => document.body.lastElementChild.id !== 'chat');
    const chat = await page.locator('#chat').boundingBox();
    const placed = await box(page);
    assert.ok(placed.y + placed.height <= chat.y, JSON.stringify(placed));
    const [x, y] = [placed.x + placed.width / 2, placed.y + placed.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(300, y - 100, { steps: 4 });
    await page.mouse.move(60, y - 100, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => document.body.lastElementChild.getBoundingClientRect().x < 100);
    assert.equal(world.context.pages().filter((one) => one.url().includes('popup.html')).length, 0);
    const moved = await box(page);
    await page.close();
    const again = await world.visit(AT);
    await again.waitForFunction((wanted) => document.body.lastElementChild.id !== 'chat'
      && document.body.lastElementChild.getBoundingClientRect().x === wanted, moved.x);
    assert.equal((await box(again)).y, moved.y);
  });
  /** A page of the given text at an address, with the button in it. */
  const withButton = async (address, more = '') => {
    await world.setUp();
    await world.context.route((url) => url.href === address, (route) => route.fulfill({ contentType: 'text/html', body: blank(more) }));
    const page = await world.visit(address);
    await page.waitForFunction(() => document.body.lastElementChild.style.position === 'fixed');
    return page;
  };
  const apart = (one, other) => one.x + one.width <= other.x || other.x + other.width <= one.x
    || one.y + one.height <= other.y || other.y + other.height <= one.y;

  it('is moved by Alt and the arrow keys, and stays there', async () => {
    const page = await withButton(AT);
    const placed = await box(page);
    // In a closed shadow root: the keyboard reaches it as a person's does.
    await page.keyboard.press('Tab');
    for (const [key, moved] of [['ArrowUp', (now) => now.y < placed.y], ['ArrowLeft', (now) => now.x < 100], ['ArrowRight', (now) => now.x > 500]]) {
      await page.keyboard.press(`Alt+${key}`);
      assert.ok(moved(await box(page)), `${key}: ${JSON.stringify(await box(page))}`);
    }
    await page.keyboard.press('Alt+ArrowLeft');
    const last = await box(page);
    assert.ok(page.url() === AT, page.url());
    await page.reload();
    await page.waitForFunction((wanted) => document.body.lastElementChild.getBoundingClientRect().x === wanted, last.x);
    assert.equal((await box(page)).y, last.y);
  });

  it('leaves a chat that opens, and one that opens where it has been moved to', async () => {
    const page = await withButton(AT, `<button id="open">Chat</button><script>
      document.getElementById('open').onclick = () => {
        const chat = document.createElement('aside');
        chat.id = 'chat';
        chat.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 320px; height: 300px; background: #eee';
        document.body.prepend(chat);
      };
    </script>`);
    const before = await box(page);
    await page.locator('#open').click();
    await page.waitForFunction((y) => document.body.lastElementChild.getBoundingClientRect().y < y, before.y);
    assert.ok(apart(await box(page), await page.locator('#chat').boundingBox()), JSON.stringify(await box(page)));
  });

  for (const address of ['https://de.linkedin.com/in/ann-aasland-example', 'https://uk.linkedin.com/in/ann-aasland-example/']) {
    it(`stands on ${new URL(address).host}, and reads the profile there`, async () => {
      await clickPageButton(world, await withButton(address));
    });
  }

  it('asks no faster than a person can browse: once in two seconds, and for the last page', async () => {
    const page = await withButton(AT);
    await world.inside(() => {
      globalThis.questions = [];
      chrome.runtime.onMessage.addListener((message) => {
        if (message?.button === 'shown') globalThis.questions.push(message.address);
      });
    });
    await page.bringToFront();
    // Each page stays for half a second of frames.
    const [last, start] = await page.evaluate(async () => {
      const begun = Date.now();
      for (let at = 10; at < 20; at += 1) {
        history.pushState(null, '', `/sales/lead/ACwAAHostile0000000000000000000000000${at},NAME_SEARCH,aB3d`);
        for (let frame = 0; frame < 30; frame += 1) await new Promise((done) => { requestAnimationFrame(done); });
      }
      return [location.href, begun];
    });
    await world.inner.waitForFunction((address) => globalThis.questions.includes(address), last, { polling: 50 });
    const [questions, end] = await world.inner.evaluate(() => [globalThis.questions, Date.now()]);
    assert.ok(questions.length <= 1 + (end - start) / 2_000, `${questions.length} in ${end - start} ms`);
    assert.equal(questions.filter((address) => address === last).length, 1);
  });

  it('is of one size whether the person is known or not', async () => {
    const page = await withButton(AT);
    const popup = await world.popup(page);
    await world.signIn(popup);
    await world.looked(popup);
    const before = await box(page);
    await popup.getByRole('button', { name: 'Create lead' }).click();
    await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
    await page.reload();
    await page.waitForFunction(() => document.body.lastElementChild.style.position === 'fixed');
    const { width, height } = await box(page);
    assert.deepEqual({ width, height }, { width: before.width, height: before.height });
  });
});

describe('the button of an extension that is gone', () => {
  it('says that the page must be reloaded, throws nothing, and goes when the page turns', async () => {
    // An extension that was let in by the command line does not come back.
    const own = await World.start();
    try {
      await own.setUp();
      await own.context.route((url) => url.href === AT, (route) => route.fulfill({
        contentType: 'text/html', body: html(`<main>${lead('Ann Aasland')}</main><script>addEventListener('turn', () => history.pushState(null, '', '${NEXT}'));</script>`),
      }));
      await own.inside(() => {
        chrome.runtime.onMessage.addListener((message) => { globalThis.asked ||= message?.button === 'shown'; });
      });
      const page = await own.visit(AT);
      await page.waitForFunction(() => document.body.lastElementChild.style.position === 'fixed');
      const thrown = [];
      page.on('pageerror', (error) => thrown.push(error.message));
      // The button has its own answer before this one: a question that is under
      // way when the extension goes takes the button along.
      const ask = await own.contentScript(page);
      await own.inner.waitForFunction(() => globalThis.asked, undefined, { polling: 50 });
      await ask(`chrome.runtime.sendMessage({ button: 'shown', address: location.href })`);
      const gone = own.inner.waitForEvent('close');
      await own.inner.evaluate(() => { setTimeout(() => chrome.runtime.reload()); });
      await gone;
      await page.bringToFront();
      const at = await page.evaluate(() => { const { x, y } = document.body.lastElementChild.getBoundingClientRect(); return { x, y }; });
      await page.mouse.click(at.x + 20, at.y + 20);
      // Its words stand in a closed shadow root.
      const session = await own.context.newCDPSession(page);
      const words = async () => JSON.stringify(await session.send('DOM.getDocument', { depth: -1, pierce: true }));
      const patience = AbortSignal.timeout(20_000);
      while (!(await words()).includes('Reload this page')) patience.throwIfAborted();
      await page.evaluate(() => {
        dispatchEvent(new Event('turn'));
        document.body.append(document.createElement('p'));
      });
      assert.deepEqual(thrown, []);
    } finally {
      await own.stop();
    }
  });

  it('goes by itself where nobody clicks it', async () => {
    const own = await World.start();
    try {
      await own.setUp();
      await own.context.route((url) => url.href === AT, (route) => route.fulfill({ contentType: 'text/html', body: html(`<main>${lead('Ann Aasland')}</main>`) }));
      const page = await own.visit(AT);
      await page.waitForFunction(() => document.body.lastElementChild.style.position === 'fixed');
      await own.inside(() => 0);
      const gone = own.inner.waitForEvent('close');
      await own.inner.evaluate(() => { setTimeout(() => chrome.runtime.reload()); });
      await gone;
      // The page draws itself anew: the button sees that it is nobody's.
      await page.evaluate(() => { document.body.append(document.createElement('p')); });
      await page.waitForFunction(() => [...document.body.children].every((one) => one.style.position !== 'fixed'));
    } finally {
      await own.stop();
    }
  });
});
