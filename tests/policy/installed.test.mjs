// An update of the extension, as a store hands it out: Chromium installs a signed
// package because a policy says so, asks its address for the next version, and
// installs that one when it sees fit. Run by itself, as every policy.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { ActionPopup, clickPageButton, until } from '../browser/action-popup.mjs';
import { ROOT, SECOND, World, idOf } from '../browser/harness.mjs';

const FOLDER = process.env.CHROMIUM_POLICIES ?? '/etc/chromium/policies/managed';
const POLICY = path.join(FOLDER, 'add-to-crm-update.json');
const VERSIONS = ['0.1.0', '0.1.1', '0.1.2'];
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const id = idOf(publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));

/** Gives out the version that is offered, at the address that packages name. */
class Store {
  static async open() {
    const store = Object.assign(new Store(), { offered: VERSIONS[0], packages: {} });
    store.home = await mkdtemp(path.join(tmpdir(), 'add-to-crm-update-'));
    store.server = http.createServer((request, response) => {
      const asked = /\/(.+)\.crx$/.exec(request.url);
      if (asked) response.setHeader('content-type', 'application/x-chrome-extension').end(store.packages[asked[1]]);
      else response.setHeader('content-type', 'text/xml').end(store.answer());
    });
    await new Promise((listening) => { store.server.listen(0, '127.0.0.1', listening); });
    const { port } = store.server.address();
    store.address = `http://127.0.0.1:${port}`;
    await writeFile(path.join(store.home, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const version of VERSIONS) store.packages[version] = await store.pack(version);
    return store;
  }

  answer() {
    return `<?xml version="1.0" encoding="UTF-8"?><gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${id}"><updatecheck codebase="${this.address}/${this.offered}.crx" version="${this.offered}"/></app></gupdate>`;
  }

  /** Chromium signs it itself. */
  async pack(version) {
    const folder = path.join(this.home, version);
    await cp(process.env.DIST ?? path.join(ROOT, 'dist'), folder, { recursive: true });
    const file = path.join(folder, 'manifest.json');
    const { key, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...manifest, version, update_url: `${this.address}/updates.xml` }));
    await promisify(execFile)(process.env.CHROMIUM ?? '/usr/lib/chromium/chromium', [
      '--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${path.join(this.home, 'packing')}`,
      `--pack-extension=${folder}`, `--pack-extension-key=${path.join(this.home, 'key.pem')}`,
    ]);
    return readFile(`${folder}.crx`);
  }

  async close() {
    this.server.close();
    await rm(this.home, { recursive: true, force: true });
  }
}

let store;
let world;
/** The browser's own page of extensions: looking there keeps none of them busy. */
let overview;
before(async () => {
  await mkdir(FOLDER, { recursive: true });
  store = await Store.open();
  await writeFile(POLICY, JSON.stringify({
    ExtensionInstallForcelist: [`${id};${store.address}/updates.xml`],
    // What a policy installs is closed to DevTools otherwise, and so to a test.
    DeveloperToolsAvailability: 1,
  }));
  world = await World.start({ installed: id, org: ['--redirect-uri', `https://${id}.chromiumapp.org/salesforce`] });
  overview = await world.context.newPage();
  await overview.goto('chrome://extensions');
  await installed(VERSIONS[0]);
});
after(async () => {
  await rm(POLICY, { force: true });
  await world?.stop();
  await store?.close();
});

const version = () => overview.evaluate((own) => chrome.developerPrivate.getExtensionsInfo().then((all) => all.find((one) => one.id === own)?.version), id);
/** Idle means to Chromium that nothing has run for five seconds. */
const installed = (wanted) => until(async () => (await version()) === wanted, `version ${wanted}`, 30_000);

/** Nothing of the extension is open, and nothing runs. */
async function rest(popup) {
  await world.stopWorker(popup);
  await world.inner.close();
  world.inner = undefined;
  await popup.close();
}

describe('an update of the extension', () => {
  it('waits while a form is open; what was typed is there after it, and the button in open pages is the new one\'s', async () => {
    const popup = await world.atForm();
    const page = world.profile_page;
    await page.waitForFunction(() => document.body.lastElementChild.style.position === 'fixed');
    await page.evaluate(() => { document.body.lastElementChild.dataset.old = ''; });
    await popup.getByLabel('Company').fill('Typed Before The Update');
    await world.kept(popup);
    [store.offered] = VERSIONS.slice(1);
    const available = popup.evaluate(() => new Promise((heard) => { chrome.runtime.onUpdateAvailable.addListener(heard); }));
    assert.equal((await popup.evaluate(() => chrome.runtime.requestUpdateCheck())).status, 'update_available');
    assert.equal((await available).version, VERSIONS[1]);
    assert.equal(await version(), VERSIONS[0]);
    assert.equal(await popup.getByLabel('Company').inputValue(), 'Typed Before The Update');
    await popup.getByLabel('Phone').fill('555 0177');
    await popup.waitForFunction(async () => JSON.stringify(await chrome.storage.local.get(null)).includes('555 0177'));
    await rest(popup);
    await installed(VERSIONS[1]);
    await page.waitForFunction(() => {
      const buttons = [...document.body.children].filter((one) => one.style.position === 'fixed');
      return buttons.length === 1 && !('old' in buttons[0].dataset);
    });
    await clickPageButton(world, page);
    const again = await ActionPopup.opened(world, page);
    await again.ready('Create lead');
    assert.deepEqual([await again.value('Company'), await again.value('Phone')], ['Typed Before The Update', '555 0177']);
    await again.close();
  });

  it('that is installed while nothing runs takes nothing along', async () => {
    const popup = await world.popup(world.profile_page);
    await popup.getByLabel('Company').fill('Typed An Hour Ago');
    await popup.waitForFunction(async () => JSON.stringify(await chrome.storage.local.get(null)).includes('An Hour Ago'));
    await rest(popup);
    [, , store.offered] = VERSIONS;
    await overview.evaluate(() => chrome.developerPrivate.autoUpdate());
    await installed(VERSIONS[2]);
    const again = await world.popup(world.profile_page);
    await again.getByRole('button', { name: 'Create lead' }).waitFor();
    assert.equal(await again.getByLabel('Company').inputValue(), 'Typed An Hour Ago');
    await again.getByRole('button', { name: 'Create lead' }).click();
    await again.getByRole('heading', { name: 'Lead created' }).waitFor();
    assert.deepEqual((await world.records('Lead')).map((lead) => lead.Company), ['Typed An Hour Ago']);
    // It leaves the disk with the Lead.
    await again.waitForFunction(async () => Object.keys(await chrome.storage.local.get(null)).every((key) => !key.startsWith('carried:')));
    assert.deepEqual(world.errors, []);
  });
});

describe('a private window', () => {
  it('has it once the person allows it there, with the same sign-in', async () => {
    await overview.evaluate((own) => chrome.developerPrivate.updateExtensionConfiguration({ extensionId: own, incognitoAccess: true }), id);
    const opened = world.context.waitForEvent('page', (page) => page.url().startsWith('https:'));
    // With that the browser starts it anew, and closes its pages.
    const allowed = () => world.inside(() => chrome.extension.isAllowedIncognitoAccess());
    await until(() => allowed().catch(() => { world.inner = undefined; }), 'access to private windows');
    await world.inner.evaluate((url) => chrome.windows.create({ incognito: true, url }), SECOND);
    const page = await opened;
    await clickPageButton(world, page);
    const popup = await ActionPopup.opened(world, page);
    await popup.click('Create lead');
    await popup.ready('Open in Salesforce');
    await popup.close();
    const plums = (await world.records('Lead')).filter((lead) => lead.LastName === 'Plum');
    assert.equal(plums.length, 1);
  });
});
