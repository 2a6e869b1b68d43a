// A browser by the W3C's WebDriver protocol, as far as the journeys need it:
// HTTP and JSON, with Mozilla's own commands for add-ons and the browser's frame.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import axe from 'axe-core';
import { RULES, found } from '../browser/accessible.mjs';

/** How an element is named in the protocol. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const LIMIT = 20_000; // milliseconds that anything is waited for

/** Calls `look` until it answers. */
export async function until(look, what, limit = LIMIT) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** geckodriver as a process of its own, and one session with a browser. */
export class Driver {
  static async start(program, capabilities) {
    // The frame, too: an extension's pages are opened from there alone.
    const child = spawn(program, ['--port', '0', '--allow-system-access'], { stdio: ['ignore', 'pipe', 'pipe'] });
    // Firefox says a lot on it.
    child.stderr.resume();
    const lines = createInterface({ input: child.stdout });
    const driver = Object.assign(new Driver(), { child });
    const port = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
      lines.on('line', (line) => {
        const found = /Listening on 127\.0\.0\.1:(\d+)/.exec(line);
        if (found) resolve(Number(found[1]));
      });
    });
    driver.root = `http://127.0.0.1:${port}/session`;
    try {
      const session = await driver.ask('POST', '', { capabilities: { alwaysMatch: capabilities } });
      driver.root += `/${session.sessionId}`;
    } catch (error) {
      await driver.stop();
      throw error;
    }
    return driver;
  }

  /** One command; its value, or an error with the driver's words. */
  async ask(method, path, body) {
    const answer = await fetch(this.root + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
    return value;
  }

  /** Ends the session, and with it the browser. */
  async stop() {
    await this.ask('DELETE', '').catch(() => {});
    const ended = new Promise((resolve) => { this.child.once('exit', resolve); });
    this.child.kill();
    await ended;
  }

  windows() {
    return this.ask('GET', '/window/handles');
  }

  /** A new tab at this address, which may be an extension's. */
  async open(address) {
    const page = await this.opened(() => this.inFrame((url) => {
      const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
      gBrowser.selectedTab = gBrowser.addTab(url, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
    }, address));
    await page.loaded();
    return page;
  }

  /** The window or tab that `act` opens. */
  async opened(act) {
    const before = new Set(await this.windows());
    await act();
    const handle = await until(async () => (await this.windows()).find((one) => !before.has(one)), 'a new window');
    return new Page(this, handle);
  }

  /** Runs in the browser's own frame: toolbar, prompts, sidebar. */
  async inFrame(work, ...given) {
    await this.ask('POST', '/moz/context', { context: 'chrome' });
    try {
      return await run(this, work, given);
    } finally {
      await this.ask('POST', '/moz/context', { context: 'content' });
    }
  }

  /** Installs an add-on from a folder, for as long as the browser runs, or from a file for good. */
  install(path, temporary) {
    return this.ask('POST', '/moz/addon/install', { path, temporary });
  }
}

/** A function of this file in a page; what it gives is awaited. */
function run(driver, work, given) {
  const script = `const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${work})(...Array.prototype.slice.call(arguments, 0, -1)))
      .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  return driver.ask('POST', '/execute/async', { script, args: given }).then((answer) => {
    if (answer?.error) throw new Error(answer.error);
    // Nothing at all where the page went away meanwhile.
    return answer?.value ?? null;
  });
}

/** A tab or window. Each call turns to it first. */
export class Page {
  constructor(driver, handle) {
    this.driver = driver;
    this.handle = handle;
  }

  async ask(method, path, body) {
    await this.driver.ask('POST', '/window', { handle: this.handle });
    return this.driver.ask(method, path, body);
  }

  /** Waits until what the tab was sent to is there. */
  loaded() {
    return until(() => this.run(() => location.href !== 'about:blank' && document.readyState === 'complete'), 'the page');
  }

  url() {
    return this.ask('GET', '/url');
  }

  async run(work, ...given) {
    await this.driver.ask('POST', '/window', { handle: this.handle });
    return run(this.driver, work, given);
  }

  /** Puts the tab in front, as a person does. */
  async front() {
    const address = await this.url();
    await this.driver.inFrame((url) => {
      const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
      gBrowser.selectedTab = gBrowser.tabs.findLast((tab) => tab.linkedBrowser.currentURI.spec === url);
    }, address);
  }

  async close() {
    await this.ask('DELETE', '/window');
  }

  async isOpen() {
    return (await this.driver.windows()).includes(this.handle);
  }

  async screenshot() {
    return Buffer.from(await this.ask('GET', '/screenshot'), 'base64');
  }

  /** Waits for something in sight whose words, or whose label's, are these; `disabled`: that cannot be used. */
  find(selector, words, { disabled = false } = {}) {
    return until(() => this.run(visible, selector, words, disabled), `${selector} “${words}”`);
  }

  property(element, name) {
    return this.ask('GET', `/element/${element[ELEMENT]}/property/${name}`);
  }

  /** Waits for a heading, a sentence. */
  text(words) {
    return this.find('h1, h2, h3, p, li, td, span, button, a, label', words);
  }

  async click(words, selector = 'button, a, label') {
    await this.press(await this.find(selector, words));
  }

  async press(element) {
    await this.ask('POST', `/element/${element[ELEMENT]}/click`, {});
  }

  /** Clicks at a place of the window, in CSS pixels. */
  async pointer({ x, y }) {
    await this.ask('POST', '/actions', {
      actions: [{
        type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' },
        actions: [
          { type: 'pointerMove', duration: 0, x, y, origin: 'viewport' },
          { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
        ],
      }],
    });
  }

  /** Types into a field in place of what stands there; Tab leaves it. */
  async fill(label, text, leave = true) {
    const field = await this.find('input, textarea, select', label);
    await this.ask('POST', `/element/${field[ELEMENT]}/clear`, {});
    await this.ask('POST', `/element/${field[ELEMENT]}/value`, { text: leave ? `${text}\uE004` : text });
  }

  /** What a field holds. */
  async value(label) {
    return this.property(await this.find('input, textarea, select', label), 'value');
  }

  /** Waits for a button or link that can be used. */
  ready(name) {
    return this.find('button, a', name);
  }

  tick(label) {
    return this.click(label, 'input[type=checkbox]');
  }

  /** A picture of all of it, and what axe finds. */
  async look(file) {
    await writeFile(file, Buffer.from(await this.ask('GET', '/moz/screenshot/full'), 'base64'));
    const script = `${axe.source}; const [rules, done] = arguments; (${found})(axe, rules).then(done, (error) => done({ violations: [String(error)] }));`;
    return this.ask('POST', '/execute/async', { script, args: [RULES] });
  }

  /** Chooses an option of a list. */
  async choose(label, option) {
    const list = await this.find('select', label);
    await this.ask('POST', `/element/${list[ELEMENT]}/value`, { text: option });
  }
}

/** In the page: the first such element in sight. */
function visible(selector, words, disabled) {
  const said = (element) => {
    const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? '';
    return [element.textContent, label, element.value ?? ''].map((text) => String(text).replace('*', '').trim());
  };
  const shown = (element) => element.checkVisibility() && Boolean(element.disabled) === disabled;
  return [...document.querySelectorAll(selector)].find((element) => shown(element) && said(element).includes(words)) ?? null;
}
