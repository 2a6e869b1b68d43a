// The built extension in a real Chromium, against the practice org, under the
// real host names. Used by the demo, the journeys and the benchmarks.
//
//   const world = await World.start();      // practice org + browser
//   await world.configure();                // as an admin, on the options page
//   await world.setUp();                    // the same settings without that page
//   const page = await world.visit(LEAD);   // a profile page
//   const popup = await world.popup(page);  // the popup, as a page of its own
//   await world.signIn(popup);              // through Salesforce's own pages
//   await world.records('Lead');            // what the org holds
//   await world.stop();

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { chromium } from 'playwright-core';
import { inPseudo, withPseudo } from './fit.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const EXTENSION_ID = 'dkmnnjgdaoeakcfgbmmlcdpahhbkgkek';
export const CONSUMER_KEY = '3MVG9practiceAddToCRM0000000000000000000000000000000000000000000000000000000000000000';
export const LEAD = 'https://www.linkedin.com/sales/lead/ACwAAB7kQx0BzJ2Lr5tYpWd9uVnHs3mEfKaGc1o,NAME_SEARCH,aB3d';
/** A list of people; `&rows=25`. */
export const SEARCH = 'https://www.linkedin.com/sales/search/people?query=x';
/** Another person, with two current roles. */
export const SECOND = 'https://www.linkedin.com/sales/lead/ACwAAC9dRw4BqT6Xv8uYsLk2zNmJf5hOgPbEi7r,NAME_SEARCH,cD4e';
/** What the lead page says, as the org must hold it. */
export const MARISOL = {
  FirstName: 'Marisol',
  LastName: 'Vandermeer',
  Title: 'VP Operations',
  Company: 'Northwind Harbor',
  Country: 'Netherlands',
  Email: 'marisol.vandermeer@northwind-harbor.example.com',
  Phone: '+31205550147',
};
export const REP = 'Riley Reyes';

/** The id that Chrome makes of a manifest's key. */
export const idOf = (key) => createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32)
  .replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]);

/** Of a record, the fields that `like` has. */
export const picked = (record, like) => Object.fromEntries(Object.keys(like).map((name) => [name, record[name]]));

const HOSTS = ['login.salesforce.com', 'test.salesforce.com', '*.my.salesforce.com', '*.my.salesforce.mil', '*.my.sfcrmproducts.cn', 'www.linkedin.com', '*.example.com'];

/** Those that run: each tells what there is to see when a test has failed. */
const worlds = new Set();
// The demo and the benchmarks run without the test runner.
if (process.env.NODE_TEST_CONTEXT) {
  afterEach(async (test) => {
    if (test.passed) return;
    for (const world of worlds) {
      for (const line of await world.scene()) test.diagnostic(line);
    }
  });
}

/** What this comes to, or why it comes to nothing within seconds. */
const soon = (what) => Promise.race([
  what,
  new Promise((_, late) => { setTimeout(late, 3_000, new Error('no answer')); }),
]).catch((error) => [error.message.split('\n')[0]]);

/** The practice org as a process of its own. */
export class PracticeOrg {
  static async start(options = []) {
    const binary = process.env.PRACTICE_ORG ?? path.join(ROOT, 'target/debug/practice-org');
    const child = spawn(binary, ['--until-stdin-closes', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const port = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the practice org ended with ${code}`)));
      lines.once('line', (line) => {
        const found = /listening on 127\.0\.0\.1:(\d+)/.exec(line);
        if (found) resolve(Number(found[1]));
        else reject(new Error(`the practice org said: ${line}`));
      });
    });
    return Object.assign(new PracticeOrg(), { child, port });
  }

  /** One order to the org's control interface. */
  order(method, order, body) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1', port: this.port, path: `/practice/${order}`, method,
          headers: { host: 'localhost', ...(text ? { 'content-type': 'application/json' } : {}) },
          rejectUnauthorized: false, timeout: 30_000,
        },
        (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (part) => { answer += part; });
          response.on('end', () => {
            if (response.statusCode >= 300) reject(new Error(`${method} ${order}: ${response.statusCode} ${answer}`));
            else resolve(answer ? JSON.parse(answer) : undefined);
          });
        },
      );
      request.on('error', reject);
      request.on('timeout', () => request.destroy(new Error(`${method} ${order}: no answer`)));
      request.end(text);
    });
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.stdin.end();
    await ended;
  }
}

let longer;
/** The built extension; with `PSEUDO` in the environment it has the pseudo language, too. */
const built = () => {
  const dist = process.env.DIST ?? path.join(ROOT, 'dist');
  if (!process.env.PSEUDO) return dist;
  if (!longer) {
    longer = withPseudo(dist);
    process.once('exit', () => rmSync(longer, { recursive: true, force: true }));
  }
  return longer;
};

/** Org and browser together. */
export class World {
  /** `installed`: its id, where a policy installs it in place of `dist`. */
  static async start({ headless = true, org: options = [], beside, timezone = 'UTC', language = 'en-US', args = [], dist = built(), installed } = {}) {
    const world = Object.assign(new World(), { headless, beside, timezone, language, args, dist, installed, errors: [] });
    try {
      // Another computer, whose browser reaches the same org.
      world.org = beside?.org ?? await PracticeOrg.start(options);
      world.profile = await mkdtemp(path.join(tmpdir(), 'add-to-crm-'));
      await world.launch();
      worlds.add(world);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** Starts the browser on this world's profile. */
  async launch() {
    const { dist, installed } = this;
    const mapped = HOSTS.map((host) => `MAP ${host} 127.0.0.1:${this.org.port}`);
    // What is installed asks for its updates: that is networking in the background,
    // and no other of it finds a host.
    const rules = [...mapped, ...(installed ? ['MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'] : [])].join(', ');
    const quiet = '--disable-background-networking';
    const { headless } = this;
    this.inner = undefined;
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM ?? '/usr/lib/chromium/chromium',
      headless,
      env: { ...process.env, TZ: this.timezone, LANGUAGE: this.language },
      ignoreDefaultArgs: ['--disable-extensions', '--headless', ...(installed ? [quiet] : [])],
      args: [
        ...(headless ? ['--headless=new'] : []),
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...(installed ? [] : [`--disable-extensions-except=${dist}`, `--load-extension=${dist}`, quiet]),
        `--host-resolver-rules=${rules}`, '--ignore-certificate-errors',
        '--disable-component-update', '--disable-sync',
        '--no-first-run', '--disable-quic', `--lang=${this.language}`, ...this.args,
      ],
      colorScheme: headless ? 'light' : undefined,
      viewport: headless ? { width: 1100, height: 800 } : null,
    });
    this.context.setDefaultTimeout(20_000);
    this.listen();
    if (installed) {
      this.id = installed;
      return;
    }
    if (!this.context.serviceWorkers().length) await this.context.waitForEvent('serviceworker');
    const { key } = JSON.parse(await readFile(path.join(dist, 'manifest.json'), 'utf8'));
    this.id = idOf(key);
  }

  /** Closes the browser and starts it again on the same profile. */
  async restart() {
    await this.context.close();
    await this.launch();
  }

  /** Kills the browser, as a power cut does, and starts it again on the same profile. */
  async kill() {
    // The lock of its profile names it: `<host>-<process>`.
    const lock = await readlink(path.join(this.profile, 'SingletonLock'));
    const gone = this.context.waitForEvent('close');
    process.kill(Number(lock.split('-').at(-1)), 'SIGKILL');
    await gone;
    await this.launch();
  }

  /** Errors of the extension's own pages: a test fails on them. */
  listen() {
    const watch = (page) => {
      page.on('pageerror', (error) => {
        if (page.url().startsWith('chrome-extension://')) this.errors.push(`${page.url()}: ${error.message}`);
      });
    };
    this.context.pages().forEach(watch);
    this.context.on('page', watch);
  }

  url(file) {
    return `chrome-extension://${this.id}/${file}`;
  }

  /** Sets the extension up on the options page, as an admin does. */
  async configure({ key = CONSUMER_KEY, on = true, organization, stay = true } = {}) {
    const page = await this.context.newPage();
    await page.goto(this.url('options.html'));
    const saved = async (fill) => {
      await fill();
      await page.getByText('Saved.', { exact: true }).waitFor();
    };
    await page.getByRole('radio', { name: 'Production (login.salesforce.com)' }).waitFor();
    if (key) {
      const field = page.getByLabel('Consumer key');
      await field.fill(key);
      await saved(() => field.blur());
    }
    if (organization) {
      const field = page.getByLabel('Organization ID');
      await field.fill(organization);
      await saved(() => field.blur());
    }
    if (!stay) await saved(() => page.getByRole('checkbox', { name: 'Keep people signed in' }).uncheck());
    if (on) await saved(() => page.getByRole('checkbox', { name: 'Let reps create leads' }).check());
    return page;
  }

  /** The same without that page, for a journey that is about something else. */
  setUp({ key = CONSUMER_KEY, on = true, organization, stay } = {}) {
    const salesforce = key ? { clientId: key, ...(organization && { organizationId: organization }) } : undefined;
    return this.set({ leadCreation: on, salesforce, staySignedIn: stay });
  }

  /** Changes settings of the document under the options page. */
  async set(changes) {
    await this.inside(() => 0);
    await this.inner.evaluate(async (own) => {
      const { settings = {} } = await chrome.storage.local.get('settings');
      await chrome.storage.local.set({ settings: { ...settings, ...own } });
    }, changes);
  }

  /** Opens a profile page. */
  async visit(address) {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** Runs in the extension, where `chrome` is whole: a page that stays open. */
  async inside(work) {
    // The browser's first tab: one that comes later would stand before the others, and
    // what is behind has few frames.
    this.inner ??= this.context.pages().find((page) => page.url() === 'about:blank') ?? await this.context.newPage();
    if (this.inner.url() !== this.url('options.html')) await this.inner.goto(this.url('options.html'));
    return this.inner.evaluate(work);
  }

  /** Asks of the extension's content script in `page`: evaluates there. */
  async contentScript(page) {
    const session = await this.context.newCDPSession(page);
    const worlds = [];
    session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
    await session.send('Runtime.enable');
    const own = worlds.find((one) => one.origin?.startsWith('chrome-extension://') || one.name === 'Add to CRM');
    return async (expression) => {
      const { result } = await session.send('Runtime.evaluate', { contextId: own.id, expression, awaitPromise: true, returnByValue: true });
      return result.value;
    };
  }

  /** The browser's number of a page's tab. */
  async tabId(page) {
    await this.inside(() => 0);
    await page.bringToFront();
    return this.inside(async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0].id);
  }

  /** The popup as a page of its own, for the tab of `page`. */
  async popup(page) {
    const id = await this.tabId(page);
    const popup = await this.context.newPage();
    await popup.setViewportSize({ width: 400, height: 640 });
    await popup.goto(this.url(`popup.html?tab=${id}`));
    return popup;
  }

  /** What `act` opens. */
  async opened(act) {
    const [page] = await Promise.all([this.context.waitForEvent('page'), act()]);
    await page.waitForLoadState();
    return page;
  }

  /** Clicks "Sign in to Salesforce" and goes through Salesforce's own page. */
  async signIn(popup, { user = REP, decision = 'Allow' } = {}) {
    const window = await this.opened(() => popup.getByRole('button', { name: 'Sign in to Salesforce' }).click());
    await window.getByRole('radio', { name: user }).check();
    await Promise.all([
      window.waitForEvent('close'),
      window.getByRole('button', { name: decision }).click(),
    ]);
  }

  /** Set up, a rep's sign-in, and the lead page's form. */
  async atForm({ settings, user } = {}) {
    await this.setUp(settings);
    this.profile_page = await this.visit(LEAD);
    const popup = await this.popup(this.profile_page);
    await this.signIn(popup, { user });
    await this.looked(popup);
    return popup;
  }

  /** Waits for the answer to "is this person in the CRM already?". */
  async looked(popup) {
    await popup.getByRole('region', { name: 'Already in your CRM?' }).getByRole('heading').waitFor();
  }

  /** Waits until what was typed in the popup is kept for the next one. */
  async kept(popup) {
    await popup.waitForFunction(async () => {
      const all = await chrome.storage.session.get(null);
      const typed = document.getElementById('field-Company').value;
      return Object.entries(all).some(([key, draft]) => key.startsWith('draft:') && draft.entries.Company.value === typed);
    });
  }

  /** Waits until the badge of the toolbar button says this. */
  async badge(text) {
    await this.inside(() => 0);
    await this.inner.waitForFunction(async (words) => await chrome.action.getBadgeText({}) === words, text, { polling: 50 });
  }

  /** Stops the service worker; the next message starts a new one. */
  async stopWorker(page) {
    const session = await this.context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await session.detach();
  }

  records(object, org = 0) {
    return this.org.order('GET', `records/${object}?org=${org}`);
  }

  /** Every query that was sent is one by a grammar that is not ours. */
  async checkQueries() {
    for (const query of await this.org.order('GET', 'queries')) {
      try {
        parseQuery(query);
      } catch (error) {
        throw new Error(`no SOQL: ${query}`, { cause: error });
      }
    }
  }

  /** A new start for the org and the extension, without a new browser. */
  async reset() {
    await this.inside(() => 0);
    const open = this.context.pages().filter((page) => page !== this.inner);
    const wrong = process.env.PSEUDO ? await inPseudo(this, open.filter((page) => /\/(popup|options)\.html/.test(page.url()))) : [];
    for (const page of open) await page.close();
    // What was under way ends here, and not in the next test.
    await this.stopWorker(this.inner);
    await this.checkQueries();
    await this.org.order('POST', 'reset');
    await this.inside(() => Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]));
    await this.context.clearCookies();
    this.errors.length = 0;
    if (wrong.length) throw new Error(wrong.join('\n'));
  }

  /** What somebody would see who looked: pages, journal, the last requests. No token is part of it. */
  async scene() {
    const lines = [];
    const tell = (heading, text) => lines.push(heading, ...text.map((line) => `    ${line}`));
    for (const page of this.context.pages()) {
      const shown = page.evaluate(() => document.body.innerText).then((text) => text.split('\n').filter((line) => line.trim()));
      tell(`shown at ${page.url().split(/[?#]/)[0]}:`, (await soon(shown)).slice(0, 60));
    }
    const journal = this.inside(async () => {
      const entries = Object.entries(await chrome.storage.local.get(null)).filter(([, value]) => value?.state);
      const alarms = (await chrome.alarms.getAll()).map((alarm) => `alarm in ${Math.round(alarm.scheduledTime - Date.now())} ms`);
      const ago = (time) => `${Math.round(Date.now() - time)} ms ago`;
      return [`navigator.onLine: ${navigator.onLine}`, ...alarms, ...entries.map(([key, entry]) => {
        const state = typeof entry.state === 'string' ? { [entry.state]: null } : entry.state;
        const [name, of] = Object.entries(state)[0];
        const why = of?.why ?? of;
        return `${key}: ${name}, ${why?.kind ?? ''} ${why?.more?.said ?? ''}, tries ${entry.tries}, changed ${ago(entry.changed)}, next ${of?.next && ago(of.next)}`;
      })];
    });
    tell('the journal:', await soon(journal));
    const log = this.org.order('GET', 'log').then((all) => all.slice(-15).map(({ method, host, path: asked, status }) => `${status} ${method} ${host}${asked}`));
    tell('the last requests to the org:', await soon(log));
    return lines;
  }

  async stop() {
    worlds.delete(this);
    await this.context?.close();
    if (!this.beside) await this.org?.stop();
    if (this.profile) await rm(this.profile, { recursive: true, force: true });
  }
}
