// The built extension in a real Firefox, against the practice org, under the
// real host names.
//
//   const world = await World.start();      // practice org + Firefox + extension
//   await world.configure();                // as an admin, on the options page
//   const page = await world.visit(LEAD);   // a profile page
//   const popup = await world.popup(page);  // the popup, as a page of its own
//   await world.signIn(popup);              // through Salesforce's own pages
//   await world.restart();                  // a new Firefox on the same profile
//   await world.stop();

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CONSUMER_KEY, PracticeOrg, ROOT } from '../browser/harness.mjs';
import { Driver, until } from './webdriver.mjs';

/** What is installed, and where policies may name it. */
export const PACKAGE = process.env.PACKAGE ?? path.join(ROOT, 'target/add-to-crm-firefox.zip');
export const FIREFOX_ID = 'add-to-crm@example.com';
/** Firefox makes the callback address of the id; the org's app names it. */
export const CALLBACK = `https://${createHash('sha1').update(FIREFOX_ID).digest('hex')}.extensions.allizom.org/salesforce`;
/** Firefox gives each installation an address of its own; the profile names it beforehand. */
const UUID = '6f1c2a52-8d1e-4b7a-9a53-0c5be1a4d201';

/** Org and browser together. */
export class World {
  static async start({ org = [], headless = true, install = true, prefs = {} } = {}) {
    const world = Object.assign(new World(), { headless, prefs });
    try {
      world.org = await PracticeOrg.start(['--redirect-uri', CALLBACK, ...org]);
      world.profile = await mkdtemp(path.join(tmpdir(), 'add-to-crm-firefox-'));
      await world.launch();
      if (install) await world.driver.install(PACKAGE, false);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** Starts Firefox on this world's profile. */
  async launch() {
    this.driver = await Driver.start(process.env.GECKODRIVER ?? 'geckodriver', {
      // The practice org's certificate is its own.
      acceptInsecureCerts: true,
      pageLoadStrategy: 'normal',
      'moz:firefoxOptions': {
        binary: process.env.FIREFOX ?? '/usr/lib/firefox-esr/firefox-esr',
        args: [...(this.headless ? ['-headless'] : []), '-profile', this.profile],
        prefs: {
          // Every name is this machine, and https the org's port.
          'network.dns.forceResolve': '127.0.0.1',
          'network.socket.forcePort': `443=${this.org.port}`,
          'network.trr.mode': 5,
          'network.captive-portal-service.enabled': false,
          'network.connectivity-service.enabled': false,
          'extensions.webextensions.uuids': JSON.stringify({ [FIREFOX_ID]: UUID }),
          // An ESR takes a package that Mozilla has not signed, if told so.
          'xpinstall.signatures.required': false,
          'extensions.update.enabled': false,
          'intl.accept_languages': 'en-US',
          ...this.prefs,
        },
      },
    });
  }

  /** Ends Firefox as a person does, and starts it again on the same profile. */
  async restart() {
    await this.driver.stop();
    await this.launch();
  }

  async stop() {
    await this.driver?.stop();
    await this.org?.stop();
    if (this.profile) await rm(this.profile, { recursive: true, force: true });
  }

  /** Waits until a policy has installed the extension. */
  async installed() {
    await until(() => this.driver.inFrame((id) => Boolean(WebExtensionPolicy.getByID(id)?.active), FIREFOX_ID), 'the extension');
  }

  url(file) {
    return `moz-extension://${UUID}/${file}`;
  }

  visit(address) {
    return this.driver.open(address);
  }

  /** Sets the extension up on the options page, as an admin does. */
  async configure({ key = CONSUMER_KEY, on = true } = {}) {
    const page = await this.visit(this.url('options.html'));
    const saved = () => page.text('Saved.');
    if (key) {
      await page.fill('Consumer key', key);
      await saved();
    }
    if (on) {
      await page.click('Let reps create leads', 'input');
      await saved();
    }
    return page;
  }

  /** Changes settings of the document under the options page. */
  async set(changes) {
    const page = await this.visit(this.url('options.html'));
    await page.run(async (own) => {
      const { settings = {} } = await chrome.storage.local.get('settings');
      await chrome.storage.local.set({ settings: { ...settings, ...own } });
    }, changes);
    await page.close();
  }

  /** The popup as a page of its own, for the tab of `page`. */
  async popup(page) {
    const address = await page.url();
    const helper = await this.visit(this.url('options.html'));
    const id = await helper.run(async (url) => (await chrome.tabs.query({})).filter((tab) => tab.url === url).at(-1)?.id, address);
    await helper.close();
    return this.visit(this.url(`popup.html?tab=${id}`));
  }

  /** Clicks "Sign in to Salesforce" and goes through Salesforce's own page. */
  async signIn(popup) {
    await this.allow(await this.driver.opened(() => popup.click('Sign in to Salesforce')));
  }

  /** Salesforce's own page: who it is, and "Allow". */
  async allow(window, user = 'Riley Reyes') {
    await window.press(await until(() => window.run((name) => [...document.querySelectorAll('input[type=radio]')]
      .find((one) => one.labels[0]?.textContent.includes(name)) ?? null, user), user));
    await window.click('Allow');
    await until(async () => !await window.isOpen(), 'the end of the sign-in window');
    // What is asked of the browser itself is asked from a window that is there.
    const [handle] = await this.driver.windows();
    await this.driver.ask('POST', '/window', { handle });
  }

  /** The button in the page: in a closed shadow root, so by its place on the screen. */
  async clickPageButton(page) {
    const spot = await until(() => page.run(() => {
      const host = [...document.body.children].findLast((one) => one.style.zIndex === '2147483000');
      const box = host?.getBoundingClientRect();
      return box?.width ? { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) } : null;
    }), 'the button in the page');
    await page.pointer(spot);
  }

  /** Runs in the toolbar button's own popup, which WebDriver does not count among its windows. */
  inActionPopup(work) {
    return this.inside('/popup.html', work);
  }

  /** Runs in the sidebar. */
  inSidebar(work) {
    return this.inside('/panel.html', work);
  }

  /** Runs in a page that stands in the browser's frame; a word of `given` is its last argument. */
  inside(file, work, given = null) {
    return this.driver.inFrame((end, source, last) => {
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      const sidebar = window.document.getElementById('sidebar')?.contentDocument;
      const all = [...window.document.querySelectorAll('panel browser'), ...(sidebar?.querySelectorAll('browser') ?? [])];
      const popup = all.find((one) => one.currentURI?.spec.endsWith(end));
      if (!popup?.messageManager) return null;
      return new Promise((resolve) => {
        const heard = ({ data }) => {
          popup.messageManager.removeMessageListener('add-to-crm', heard);
          resolve(data);
        };
        popup.messageManager.addMessageListener('add-to-crm', heard);
        // Firefox loads a popup out of sight and moves it: what it is told meanwhile is lost.
        window.setTimeout(resolve, 2_000, null);
        popup.messageManager.loadFrameScript(`data:,sendAsyncMessage('add-to-crm', (${encodeURIComponent(source)})(content.document, ${encodeURIComponent(JSON.stringify(last))}))`, false);
      });
    }, file, String(work), given);
  }

  /** A picture of such a page, as a data address; null where it is not there. */
  pictureInside(file) {
    return this.driver.inFrame(async (end) => {
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      const popup = [...window.document.querySelectorAll('panel browser')].find((one) => one.currentURI?.spec.endsWith(end));
      if (!popup) return null;
      const bitmap = await popup.browsingContext.currentWindowGlobal.drawSnapshot(null, window.devicePixelRatio, 'white');
      const canvas = window.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      canvas.getContext('2d').drawImage(bitmap, 0, 0);
      return canvas.toDataURL();
    }, file);
  }

  /** Cuts the network off, until Firefox starts again. */
  async offline() {
    await this.driver.inFrame(() => {
      // This machine itself stays in reach of an offline Firefox: a proxy that is
      // not there takes it away. What is only a default is not kept.
      const prefs = Services.prefs.getDefaultBranch('');
      prefs.setIntPref('network.proxy.type', 1);
      prefs.setStringPref('network.proxy.ssl', '127.0.0.1');
      prefs.setIntPref('network.proxy.ssl_port', 1);
      prefs.setBoolPref('network.proxy.allow_hijacking_localhost', true);
      Services.io.offline = true;
    });
  }

  /** Takes hosts from the extension, as a person does in Firefox's own settings. */
  async withdraw(origins) {
    await this.driver.inFrame(async (id, hosts) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(id);
      await ExtensionPermissions.remove(id, { permissions: [], origins: hosts }, extension);
    }, FIREFOX_ID, origins);
  }

  /** "Allow" in the prompt that Firefox shows. */
  async allowPrompt() {
    await until(() => this.driver.inFrame(() => {
      const window = Services.wm.getMostRecentWindow('navigator:browser');
      const [notification] = window.PopupNotifications.panel.childNodes;
      if (window.PopupNotifications.panel.state !== 'open' || !notification) return false;
      notification.button.click();
      return true;
    }), 'the prompt');
  }

  records(object) {
    return this.org.order('GET', `records/${object}?org=0`);
  }
}

/** In the toolbar's popup: the button or link of this name that can be used. */
const usable = (document, name) => [...document.querySelectorAll('button, a')]
  .find((one) => one.textContent.trim() === name && !one.disabled);

/** The toolbar button's own popup, once it is open. */
export class ActionPopup {
  static async opened(world) {
    const popup = Object.assign(new ActionPopup(), { world });
    await until(() => popup.isOpen(), 'the popup');
    return popup;
  }

  isOpen() {
    return this.world.inActionPopup(() => true);
  }

  ready(name) {
    return until(() => this.run('Boolean(found)', name), `“${name}” in the popup`);
  }

  async click(name) {
    await this.ready(name);
    // It may close in the same moment, and say nothing any more.
    await this.run('document.defaultView.setTimeout(() => found.click()) && true', name);
  }

  run(act, name) {
    return this.world.inside('/popup.html', `(document, name) => { const found = (${usable})(document, name); return ${act}; }`, name);
  }

  async screenshot() {
    const address = await this.world.pictureInside('/popup.html');
    return Buffer.from(address.split(',')[1], 'base64');
  }
}
