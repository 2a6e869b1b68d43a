// An update of the extension, as addons.mozilla.org hands it out: Firefox asks the
// address that the package names for the next version, and installs it.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { LEAD, MARISOL, SECOND } from '../browser/harness.mjs';
import { FIREFOX_ID, PACKAGE, World } from './harness.mjs';
import { until } from './webdriver.mjs';

const VERSIONS = ['0.1.0', '0.1.1', '0.1.2'];
/** A version that asks for a Firefox of the far future. */
const TOO_NEW = '0.2.0';
const THIRD = 'https://www.linkedin.com/sales/lead/ACwAABpolish00000000000000000000000102,NAME_SEARCH,aB3d';

/** The Firefox that a version asks for; the package's own where it says nothing. */
const needs = (version) => (version === TOO_NEW ? { strict_min_version: '999.0' } : {});

/** Gives out the version that is offered, at the address that packages name. */
class Store {
  static async open(driver) {
    const store = Object.assign(new Store(), { offered: VERSIONS[0] });
    store.home = await mkdtemp(path.join(tmpdir(), 'add-to-crm-update-'));
    store.server = http.createServer(async (request, response) => {
      const [, asked] = /\/(.+)\.xpi$/.exec(request.url) ?? [];
      if (asked) response.setHeader('content-type', 'application/x-xpinstall').end(await readFile(store.file(asked)));
      else response.setHeader('content-type', 'application/json').end(store.answer());
    });
    await new Promise((listening) => { store.server.listen(0, '127.0.0.1', listening); });
    store.address = `http://127.0.0.1:${store.server.address().port}`;
    try {
      for (const version of [...VERSIONS, TOO_NEW]) {
        const gecko = { update_url: `${store.address}/updates.json`, ...needs(version) };
        await driver.inFrame(packed, PACKAGE, store.file(version), version, gecko);
      }
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  file(version) {
    return path.join(this.home, `${version}.xpi`);
  }

  answer() {
    const update = { version: this.offered, update_link: `${this.address}/${this.offered}.xpi`, applications: { gecko: needs(this.offered) } };
    return JSON.stringify({ addons: { [FIREFOX_ID]: { updates: [update] } } });
  }

  async close() {
    this.server.close();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** In the frame: a copy of the package with another version and of other terms. */
function packed(from, to, version, gecko) {
  const { FileUtils } = ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs');
  const { NetUtil } = ChromeUtils.importESModule('resource://gre/modules/NetUtil.sys.mjs');
  const copy = new FileUtils.File(to);
  new FileUtils.File(from).copyTo(copy.parent, copy.leafName);
  const reader = Cc['@mozilla.org/libjar/zip-reader;1'].createInstance(Ci.nsIZipReader);
  reader.open(copy);
  const stream = reader.getInputStream('manifest.json');
  const manifest = JSON.parse(NetUtil.readInputStreamToString(stream, stream.available(), { charset: 'utf-8' }));
  reader.close();
  manifest.version = version;
  Object.assign(manifest.browser_specific_settings.gecko, gecko);
  const text = Cc['@mozilla.org/io/string-input-stream;1'].createInstance(Ci.nsIStringInputStream);
  text.setByteStringData(JSON.stringify(manifest));
  const writer = Cc['@mozilla.org/zipwriter;1'].createInstance(Ci.nsIZipWriter);
  writer.open(copy, 0x04);
  writer.removeEntry('manifest.json', false);
  writer.addEntryStream('manifest.json', Date.now() * 1000, Ci.nsIZipWriter.COMPRESSION_DEFAULT, text, false);
  writer.close();
}

/** In the frame: whether this Firefox takes the package. */
async function compatible(file) {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const { FileUtils } = ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs');
  const install = await AddonManager.getInstallForFile(new FileUtils.File(file));
  return Boolean(install.addon?.isCompatible);
}

/** In the frame: what Firefox's own check for updates does, and how it ends. */
async function checked(id) {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const addon = await AddonManager.getAddonByID(id);
  return new Promise((ended) => {
    addon.findUpdates({
      onUpdateAvailable(_, install) {
        install.addListener({
          onInstallEnded: () => ended('installed'),
          onInstallPostponed: () => ended('postponed'),
          onDownloadFailed: () => ended(`not loaded: ${install.error}`),
          onInstallFailed: () => ended(`not installed: ${install.error}`),
        });
        install.install();
      },
      onNoUpdateAvailable: () => ended('none'),
    }, AddonManager.UPDATE_WHEN_PERIODIC_UPDATE);
  });
}

describe('an update in Firefox', () => {
  let world;
  let store;
  before(async () => {
    world = await World.start({ install: false, prefs: { 'extensions.checkUpdateSecurity': false } });
    store = await Store.open(world.driver);
    await world.driver.install(store.file(VERSIONS[0]), false);
  });
  after(async () => {
    await world?.stop();
    await store?.close();
  });

  const version = () => world.driver.inFrame((id) => WebExtensionPolicy.getByID(id).extension.version, FIREFOX_ID);

  it('waits while a form is open, and comes with the next start: settings, sign-in and journal are there', async () => {
    await (await world.configure()).close();
    const first = await world.popup(await world.visit(LEAD));
    await world.signIn(first);
    await first.click('Create lead');
    await first.text('Open in Salesforce');
    await first.close();
    const popup = await world.popup(await world.visit(SECOND));
    await popup.ready('Create lead');
    await popup.fill('Phone', '555 0177');
    [, store.offered] = VERSIONS;
    assert.equal(await world.driver.inFrame(checked, FIREFOX_ID), 'postponed');
    assert.equal(await version(), VERSIONS[0]);
    assert.equal(await popup.value('Phone'), '555 0177');
    await world.restart();
    assert.equal(await version(), VERSIONS[1]);
    const again = await world.popup(await world.visit(LEAD));
    await again.text('Open in Salesforce');
    await again.close();
    const other = await world.popup(await world.visit(SECOND));
    await other.click('Create lead');
    await other.text('Open in Salesforce');
    await other.close();
    assert.deepEqual((await world.records('Lead')).map((lead) => lead.LastName).sort(), ['Plum', MARISOL.LastName]);
  });

  it('waits also while nothing of it runs: what was typed is there when it opens again', async () => {
    const page = await world.visit(THIRD);
    const popup = await world.popup(page);
    await popup.ready('Create lead');
    await popup.fill('Phone', '555 0178');
    await until(() => popup.run(async () => JSON.stringify(await chrome.storage.session.get(null)).includes('555 0178')), 'the draft');
    await popup.close();
    await world.driver.inFrame((id) => WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true }), FIREFOX_ID);
    [, , store.offered] = VERSIONS;
    assert.equal(await world.driver.inFrame(checked, FIREFOX_ID), 'postponed');
    assert.equal(await version(), VERSIONS[1]);
    const again = await world.popup(page);
    await again.ready('Create lead');
    assert.equal(await again.value('Phone'), '555 0178');
    await again.close();
  });

  it('is none where the package wants a newer Firefox', async () => {
    const fits = (name) => world.driver.inFrame(compatible, store.file(name));
    assert.deepEqual([await fits(VERSIONS[2]), await fits(TOO_NEW)], [true, false]);
    // As addons.mozilla.org names it beside the package.
    store.offered = TOO_NEW;
    assert.equal(await world.driver.inFrame(checked, FIREFOX_ID), 'none');
  });
});
