// The popup of the toolbar button, which Playwright does not count among its
// pages: found and driven by the DevTools protocol.

import { writeFile } from 'node:fs/promises';
import axe from 'axe-core';
import { RULES, found } from './accessible.mjs';

/** Sends to a target that no Playwright session belongs to. */
export class Attached {
  static async to(session, targetId) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const attached = Object.assign(new Attached(), { session, sessionId, targetId, next: 1, waiting: new Map() });
    session.on('Target.receivedMessageFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      const message = JSON.parse(event.message);
      const waiting = attached.waiting.get(message.id);
      if (!waiting) return;
      attached.waiting.delete(message.id);
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result);
    });
    session.on('Target.detachedFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      for (const waiting of attached.waiting.values()) waiting.reject(new Error('the popup has closed'));
      attached.waiting.clear();
    });
    return attached;
  }

  send(method, params = {}) {
    const id = this.next++;
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    const message = JSON.stringify({ id, method, params });
    return Promise.all([answer, this.session.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message })])
      .then(([result]) => result);
  }
}

/** Calls `look` until it answers, at most `limit` milliseconds. */
export async function until(look, what, limit = 15_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** The button in the page: in a closed shadow root, so by its place on the screen. */
export async function clickPageButton(world, page) {
  await page.bringToFront();
  const session = await world.context.newCDPSession(page);
  const find = (node) => {
    if (node.nodeName === 'BUTTON' && node.children?.concat(node).length
      && JSON.stringify(node).includes('"Add to CRM"')) return node;
    for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
      const found = find(child);
      if (found) return found;
    }
    return null;
  };
  const button = await until(async () => {
    const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
    return find(root);
  }, 'the button in the page');
  const { model } = await session.send('DOM.getBoxModel', { nodeId: button.nodeId });
  const [left, top, , , right, bottom] = model.border;
  await page.mouse.click((left + right) / 2, (top + bottom) / 2);
  await session.detach();
}

/** In the page: the field of this label. */
const field = (label) => `[...document.querySelectorAll('input, select, textarea')]
  .find((one) => one.labels?.[0]?.textContent.replace('*', '').trim() === ${JSON.stringify(label)})`;

/** The toolbar's popup, or the side panel (`panel.html`), once it is open. */
export class ActionPopup {
  static async opened(world, page, file = 'popup.html') {
    const session = await world.context.newCDPSession(page);
    const target = await until(async () => {
      const { targetInfos } = await session.send('Target.getTargets');
      return targetInfos.find((info) => info.url === world.url(file));
    }, file);
    const attached = await Attached.to(session, target.targetId);
    return Object.assign(new ActionPopup(), { world, attached });
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.attached.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  /** Waits for a button, link or checkbox of this name that rests and can be used; gives its middle. */
  ready(name) {
    const wanted = JSON.stringify(name);
    let last;
    return until(async () => {
      const now = await this.middle(wanted);
      const rests = now && last && now.x === last.x && now.y === last.y;
      last = now;
      return rests ? now : null;
    }, `“${name}” in the popup`);
  }

  middle(wanted) {
    return this.evaluate(`(() => {
      const all = [...document.querySelectorAll('button, a, input[type=checkbox]')];
      const said = (element) => (element.labels?.[0] ?? element).textContent.trim();
      const one = all.find((element) => said(element) === ${wanted} && !element.disabled);
      if (!one) return null;
      // Neither under the head nor under the foot.
      one.scrollIntoView({ block: 'center' });
      const box = one.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    })()`);
  }

  /** Waits for a heading or a sentence. */
  text(words) {
    const wanted = JSON.stringify(words);
    return until(() => this.evaluate(`[...document.querySelectorAll('h1, h2, h3, p, li, span, label, summary')]
      .some((one) => one.checkVisibility() && one.textContent.trim() === ${wanted})`), `“${words}”`);
  }

  /** What a field holds, once it is there. */
  value(label) {
    return until(() => this.evaluate(`${field(label)}?.value`), label);
  }

  /** Types into a field in place of what stands there. */
  async fill(label, text) {
    await this.evaluate(`(() => { const one = ${field(label)}; one.focus(); one.select(); })()`);
    await this.attached.send('Input.insertText', { text });
  }

  async press(key, modifiers = 0) {
    for (const type of ['keyDown', 'keyUp']) await this.attached.send('Input.dispatchKeyEvent', { type, key, code: key, modifiers });
  }

  async click(name) {
    const { x, y } = await this.ready(name);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.attached.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  tick(label) {
    return this.click(label);
  }

  /** A picture of it, and what axe finds. */
  async look(file) {
    await this.screenshot(file);
    await this.evaluate(axe.source);
    return this.evaluate(`(${found})(axe, ${JSON.stringify(RULES)})`);
  }

  async isOpen() {
    const { session, targetId } = this.attached;
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.some((info) => info.targetId === targetId);
  }

  /** Closes it, as a click beside it does. */
  async close() {
    await this.evaluate('setTimeout(close)');
    await until(async () => !await this.isOpen(), 'the end of the popup');
  }

  async screenshot(file) {
    const { data } = await this.attached.send('Page.captureScreenshot', { format: 'png' });
    await writeFile(file, Buffer.from(data, 'base64'));
  }
}
