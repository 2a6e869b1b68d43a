// Ratios within one run, so that a slow machine says the same as a fast one:
// the popup against an empty page of an extension, the worker against an empty
// worker. Sizes are of the built files.

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Attached } from './action-popup.mjs';
import { PARTS } from '../../extension/reader.js';
import { LEAD, ROOT, SEARCH, SECOND, World } from './harness.mjs';

const ROUNDS = 20;
/** Milliseconds between two pages. */
const REST = 100;
/** Of a page that is read: how often it is loaded, and read and walked each time. */
const READINGS = { loads: 8, reads: 10, walks: 50 };
const KB = 1024;
const say = (text) => process.stdout.write(`${text}\n`);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/**
 * An extension with nothing in it, to measure against; and a page of it that does the
 * least that a form filled from another page can: it runs one line there.
 */
async function emptyExtension() {
  const folder = await mkdtemp(path.join(tmpdir(), 'empty-extension-'));
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify({
    manifest_version: 3, name: 'Empty', version: '1', background: { service_worker: 'worker.js' },
    permissions: ['scripting'], host_permissions: ['https://www.linkedin.com/*'],
  }));
  await writeFile(path.join(folder, 'worker.js'), "chrome.runtime.onMessage.addListener((message, sender, respond) => { respond('awake'); });\n");
  await writeFile(path.join(folder, 'page.html'), '<!doctype html><title>Empty</title><p>Empty</p><input>\n');
  await writeFile(path.join(folder, 'least.html'), '<!doctype html><title>Least</title><script type="module" src="least.js"></script><p>Least</p><input>\n');
  await writeFile(path.join(folder, 'least.js'), `const tabId = Number(new URLSearchParams(location.search).get('tab'));
const [read] = await chrome.scripting.executeScript({ target: { tabId }, func: () => document.title });
document.querySelector('input').value = read.result;
`);
  return folder;
}

/**
 * A page in a window of its own. A popup leaves the profile in sight; a tab over it
 * would have the browser read it with what background pages get of the processor.
 */
async function inWindow() {
  const session = await world.context.newCDPSession(world.profile_page);
  const [page] = await Promise.all([
    world.context.waitForEvent('page'),
    session.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
  ]);
  await session.detach();
  return page;
}

/** Whatever was open before is gone: its end would be counted into the next one's start. */
async function rested(page) {
  await page.goto('about:blank');
  await page.evaluate((time) => new Promise((resolve) => { setTimeout(resolve, time); }), REST);
}

/** Milliseconds from the start of the page to what is waited for in it. */
async function opening(page, url, ready) {
  await rested(page);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(ready, undefined, { polling: 'raf' });
  return page.evaluate(() => performance.now());
}

/** Milliseconds from the start of the page to its first contentful paint. */
async function painted(page, url) {
  await rested(page);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length, undefined, { polling: 'raf' });
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
}

/** JavaScript's heap and WebAssembly's pages, by way of `ask(method, params)`. */
async function memory(ask) {
  await ask('HeapProfiler.collectGarbage');
  const { usedSize } = await ask('Runtime.getHeapUsage');
  const { result } = await ask('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await ask('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const sum = await ask('Runtime.callFunctionOn', {
    objectId: objects.objectId, returnByValue: true,
    functionDeclaration: 'function () { return this.reduce((all, memory) => all + memory.buffer.byteLength, 0); }',
  });
  return { js: usedSize, wasm: sum.result.value };
}

/** A page's. */
async function pageMemory(page) {
  const session = await world.context.newCDPSession(page);
  const found = await memory((method, params) => session.send(method, params));
  await session.detach();
  return found;
}

/**
 * Milliseconds to read a page, and to walk once over all its elements: the first
 * time, when the page has just been laid out, and again when it rests.
 */
async function reading(page, address, id, ready) {
  const rules = JSON.parse(await readFile(path.join(ROOT, 'src/page/sites.json'), 'utf8')).find((one) => one.id === id);
  const parts = await Promise.all(PARTS.map((part) => readFile(path.join(ROOT, part), 'utf8')));
  const source = `${parts.join('\n')}\nreturn globalThis[Symbol.for('add-to-crm:reader')].read`;
  const rounds = [];
  for (let round = 0; round < READINGS.loads; round += 1) {
    await page.goto(address);
    await page.locator(ready).first().waitFor();
    rounds.push(await page.evaluate(async ([text, own, { reads, walks }]) => {
      const reader = new Function(text)();
      const timed = async (times, act) => {
        const start = performance.now();
        for (let time = 0; time < times; time += 1) await act();
        return (performance.now() - start) / times;
      };
      let seen = 0;
      const walk = () => { for (const element of document.querySelectorAll('*')) seen += element.childNodes.length; };
      const first = await timed(1, () => reader(own, 0));
      return { first, again: await timed(reads, () => reader(own, 0)), walk: await timed(walks, walk), elements: document.querySelectorAll('*').length };
    }, [source, rules, READINGS]));
  }
  // The shortest: what takes longer was busy with something else.
  const least = (name) => Math.min(...rounds.map((one) => one[name]));
  return { first: least('first'), again: least('again'), walk: least('walk'), elements: least('elements') };
}

/** A worker's. */
async function workerMemory(page, prefix) {
  const session = await world.context.newCDPSession(page);
  const { targetInfos } = await session.send('Target.getTargets');
  const target = targetInfos.find((info) => info.type === 'service_worker' && info.url.startsWith(prefix));
  if (!target) throw new Error(`no worker of ${prefix}`);
  const attached = await Attached.to(session, target.targetId);
  const found = await memory((method, params) => attached.send(method, params));
  await session.detach();
  return found;
}

const kb = (bytes) => `${Math.ceil(bytes / KB)} KB`;

const empty = await emptyExtension();
const dist = process.env.DIST ?? path.join(ROOT, 'dist');
const world = await World.start({ args: [`--disable-extensions-except=${dist},${empty}`, `--load-extension=${dist},${empty}`] });
try {
  const workers = () => world.context.serviceWorkers().map((worker) => worker.url());
  const emptyWorker = workers().find((url) => !url.startsWith(world.url('')))
    ?? (await world.context.waitForEvent('serviceworker', (worker) => !worker.url().startsWith(world.url('')))).url();
  const emptyRoot = emptyWorker.slice(0, emptyWorker.lastIndexOf('/') + 1);

  const form = await world.atForm();
  const url = form.url();
  await form.close();
  const page = await inWindow();
  await world.profile_page.bringToFront();
  const times = { popup: [], empty: [], least: [], popupPaint: [], emptyPaint: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.empty.push(await opening(page, `${emptyRoot}page.html`, () => document.querySelector('input')));
    times.least.push(await opening(page, `${emptyRoot}least.html${new URL(url).search}`, () => document.querySelector('input')?.value));
    times.popup.push(await opening(page, url, () => document.getElementById('field-LastName')?.value && !document.getElementById('field-Company')?.readOnly));
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    times.emptyPaint.push(await painted(page, `${emptyRoot}page.html`));
    times.popupPaint.push(await painted(page, url));
  }
  const [popupPaint, emptyPaint] = [median(times.popupPaint), median(times.emptyPaint)];
  say(`popup to its first paint           ${popupPaint.toFixed(0)} ms; an empty extension page ${emptyPaint.toFixed(0)} ms; ratio ${(popupPaint / emptyPaint).toFixed(2)}`);
  const [popupTime, emptyTime] = [median(times.popup), median(times.empty)];
  say(`popup to filled, editable form   ${popupTime.toFixed(0)} ms; an empty extension page ${emptyTime.toFixed(0)} ms; ratio ${(popupTime / emptyTime).toFixed(2)} (medians of ${ROUNDS})`);
  say(`the least: one line of another page  ${median(times.least).toFixed(0)} ms; ratio ${(median(times.least) / emptyTime).toFixed(2)}`);

  // The words of a language that is chosen come from a file.
  const spoken = { en: [], de: [], ar: [], ja: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const language of Object.keys(spoken)) {
      await world.set({ language });
      spoken[language].push(await opening(page, url, () => document.getElementById('field-LastName')?.value && !document.getElementById('field-Company')?.readOnly));
    }
  }
  await world.set({ language: undefined });
  const english = median(spoken.en);
  say(`the same in a language that is chosen  en ${english.toFixed(0)} ms; ${Object.entries(spoken).slice(1).map(([language, all]) => `${language} ${(median(all) / english).toFixed(2)}`).join(', ')} times that; the browser’s own ${(popupTime / english).toFixed(2)}`);

  // An org with 800 more fields, and a worker that has to be started first.
  await world.org.order('POST', 'shape', { extraFields: 800 });
  await page.goto(url);
  await page.evaluate(() => chrome.runtime.sendMessage({ describe: { object: 'Lead', fresh: true, recordType: null } }));
  const cold = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await world.stopWorker(page);
    cold.push(await opening(page, url, () => document.getElementById('field-LastName')?.value && !document.getElementById('field-Company')?.readOnly));
  }
  const bytes = await page.evaluate(async () => {
    const all = Object.entries(await chrome.storage.local.get(null));
    return JSON.stringify(all.find(([key]) => key.startsWith('describe:'))).length;
  });
  const coldTime = median(cold);
  say(`the same, cold worker, 800 fields  ${coldTime.toFixed(0)} ms; ratio ${(coldTime / emptyTime).toFixed(2)}; the cached describe ${kb(bytes)}`);
  await world.org.order('POST', 'shape', {});

  const profile = await world.context.newPage();
  // A profile of real size: 8,000 elements, a megabyte of text.
  const PROFILE = 'https://www.linkedin.com/in/beatrix-holloway-example/large';
  const small = await readFile(path.join(ROOT, 'tests/pages/linkedin/in-e-english-experience.html'), 'utf8');
  const posts = Array.from({ length: 1150 }, (_, at) => `<section componentkey="post${at}"><div><p>${'What a post says. '.repeat(45)}</p><ul><li><span aria-hidden="true">a</span><span>b</span></li></ul></div></section>`);
  // Of this page alone: the browser's other targets, stopped workers among them, need not agree.
  await profile.route(PROFILE, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: small.replace('</main>', `${posts.join('')}</main>`) }));
  const reads = new Map();
  for (const [name, address, id, ready] of [
    ['lead page', LEAD, 'sales-navigator-lead', 'h1[data-x--lead--name]'],
    ['large profile', PROFILE, 'linkedin-profile', 'main h2'],
    ['25 rows', `${SEARCH}&rows=25`, 'sales-navigator-search', '[data-anonymize=person-name]'],
    ['100 rows', `${SEARCH}&rows=100`, 'sales-navigator-search', '[data-anonymize=person-name]'],
  ]) {
    const took = await reading(profile, address, id, ready);
    reads.set(name, took);
    say(`reading a page: ${name.padEnd(16)} ${took.first.toFixed(1)} ms, again ${took.again.toFixed(2)} ms; a walk over its ${took.elements} elements ${took.walk.toFixed(3)} ms; ratio ${(took.again / took.walk).toFixed(0)}`);
  }
  say(`from 25 rows to 100              ${(reads.get('100 rows').again / reads.get('25 rows').again).toFixed(2)} times the time (linear is 4)`);
  await profile.close();

  for (const file of ['popup_bg.wasm', 'options_bg.wasm', 'worker_bg.wasm']) say(`${file.padEnd(32)} ${kb((await stat(path.join(dist, file))).size)}`);
  say(`${'zip'.padEnd(32)} ${kb((await readFile(path.join(ROOT, 'target/add-to-crm-chrome.zip'))).length)}`);

  await page.goto(`${emptyRoot}page.html`);
  const emptyPage = await pageMemory(page);
  await page.evaluate(() => chrome.runtime.sendMessage('wake'));
  const emptyWorkers = await workerMemory(page, emptyRoot);
  await world.org.order('DELETE', 'log');
  await page.goto(url);
  await world.looked(page);
  await page.getByRole('button', { name: 'Create lead' }).click();
  await page.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
  const calls = (await world.org.order('GET', 'log')).filter((one) => one.counted).length;
  for (const [name, ours, theirs] of [
    ['popup', await pageMemory(page), emptyPage],
    ['worker', await workerMemory(page, world.url('')), emptyWorkers],
  ]) {
    const ratio = (ours.js + ours.wasm) / (theirs.js + theirs.wasm);
    say(`memory of the ${name} after a create  JS ${kb(ours.js)} + WASM ${kb(ours.wasm)}; an empty one ${kb(theirs.js + theirs.wasm)}; ratio ${ratio.toFixed(2)}`);
  }
  say(`calls to Salesforce per created Lead ${calls} (the question, the search for similar names and the create; the describe is cached for a day)`);
  // What a create costs beside its one request, in an org that takes its time.
  const LATENCY = 200;
  await world.org.order('POST', 'faults', { fault: 'latency', path: '/ui-api/records', milliseconds: LATENCY });
  const took = await page.evaluate(async (rounds) => {
    const { access } = await chrome.storage.session.get('access');
    const headers = { authorization: `Bearer ${access.token}`, 'content-type': 'application/json' };
    const address = `${access.owner.who.instanceUrl}/services/data/v68.0/ui-api/records`;
    const timed = async (act) => {
      const start = performance.now();
      const done = await act();
      if (!done) throw new Error('no Lead was created');
      return performance.now() - start;
    };
    const all = { own: [], bare: [] };
    for (let round = 0; round < rounds; round += 1) {
      const lead = { LastName: `Number ${round}`, Company: 'Bench' };
      const body = JSON.stringify({ apiName: 'Lead', fields: lead });
      all.bare.push(await timed(async () => {
        const answer = await fetch(address, { method: 'POST', headers: { ...headers, 'idempotency-key': crypto.randomUUID() }, body });
        await answer.text();
        return answer.status === 201;
      }));
      const create = { object: 'Lead', key: `bench:${round}`, fields: lead, allowDuplicates: false, acknowledged: [], contact: {} };
      all.own.push(await timed(async () => (await chrome.runtime.sendMessage({ create })).reply?.created));
    }
    return all;
  }, ROUNDS);
  await world.org.order('DELETE', 'faults');
  const [own, bare] = [median(took.own), median(took.bare)];
  say(`a create by the worker             ${own.toFixed(0)} ms; one bare POST ${bare.toFixed(0)} ms; ratio ${(own / bare).toFixed(2)} (an org that takes ${LATENCY} ms)`);
  for (const rows of [25, 100]) {
    await world.org.order('DELETE', 'log');
    const list = await world.popup(await world.visit(`${SEARCH}&rows=${rows}`));
    await list.getByText('Already in your CRM').first().waitFor();
    const asked = (await world.org.order('GET', 'log')).filter((one) => one.counted).length;
    say(`calls to Salesforce for a list of ${String(rows).padEnd(8)} ${asked}`);
    await list.close();
  }

  // A hundred at once, of an org that takes its time, against as many bare requests of
  // the same size, three at a time as well. A rep has one popup open.
  await page.close();
  await world.org.order('POST', 'faults', { fault: 'latency', path: '/ui-api/records', milliseconds: 100 });
  const many = await world.popup(await world.visit(`${SEARCH}&rows=100`));
  const all = many.getByRole('checkbox', { name: 'Select all new' });
  await all.check();
  const create = many.getByRole('button', { name: /^Create \d+ leads$/ });
  const chosen = Number(/\d+/.exec(await create.innerText())[0]);
  const asMany = await many.evaluate(async (count) => {
    const { access } = await chrome.storage.session.get('access');
    let next = 0;
    const sender = async () => {
      while (next < count) {
        const at = next;
        next += 1;
        const fields = { FirstName: 'Bare', LastName: `Number ${at}`, Company: 'Bare Requests', Title: 'Head of Operations', Country: 'Netherlands' };
        const answer = await fetch(`${access.owner.who.instanceUrl}/services/data/v68.0/ui-api/records?useDefaultRule=false`, {
          method: 'POST',
          headers: { authorization: `Bearer ${access.token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify({ apiName: 'Lead', allowSaveOnDuplicate: false, fields }),
        });
        await answer.text();
        if (answer.status !== 201) throw new Error(`${answer.status}`);
      }
    };
    const start = performance.now();
    await Promise.all([sender(), sender(), sender()]);
    return performance.now() - start;
  }, chosen);
  await world.org.order('DELETE', 'log');
  const ours = await many.evaluate(async () => {
    const start = performance.now();
    [...document.querySelectorAll('button')].find((one) => /^Create \d+ leads$/.test(one.textContent)).click();
    // Rows may end otherwise: nothing is left to be stopped then.
    const ends = () => [...document.querySelectorAll('.ends li')].map((one) => one.textContent);
    const runs = () => [...document.querySelectorAll('button')].some((one) => one.textContent === 'Stop');
    while (!ends().length || runs()) await new Promise((resolve) => { requestAnimationFrame(resolve); });
    return { took: performance.now() - start, ends: ends().join(', ') };
  });
  const sent = (await world.org.order('GET', 'log')).filter((one) => one.counted).length;
  say(`${chosen} created at once               ${(ours.took / 1000).toFixed(2)} s by ${sent} calls (${ours.ends}); as many bare POSTs ${(asMany / 1000).toFixed(2)} s; ratio ${(ours.took / asMany).toFixed(2)}`);
  await world.org.order('DELETE', 'faults');

  // Five hundred rows: opened, and scrolled by a wheel.
  const opened = {};
  for (const rows of [25, 500]) {
    const searched = await world.visit(`${SEARCH}&rows=${rows}`);
    await searched.locator('[data-anonymize=person-name]').first().waitFor();
    const listed = await world.popup(searched);
    const times = [];
    for (let round = 0; round < 5; round += 1) {
      times.push(await opening(listed, listed.url(), () => document.querySelector('#rows li[aria-posinset]')));
    }
    opened[rows] = Math.min(...times);
    if (rows === 500) {
      await listed.getByText('Looking for these people in Salesforce…').waitFor({ state: 'detached' });
      const frames = await listed.evaluate(async () => {
        const took = [];
        const turn = () => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
        for (let at = 0; at < 200; at += 1) {
          scrollBy(0, 120);
          const start = performance.now();
          dispatchEvent(new Event('scroll'));
          await turn();
          document.body.getBoundingClientRect();
          took.push(performance.now() - start);
          await new Promise((resolve) => { requestAnimationFrame(resolve); });
        }
        return took.sort((one, other) => one - other);
      });
      const drawn = await listed.locator('#rows > li[aria-posinset]').count();
      say(`scrolling 500 rows               ${frames[frames.length >> 1].toFixed(1)} ms a frame, ${frames[Math.floor(frames.length * 0.95)].toFixed(1)} ms in one of 20; ${drawn} rows are drawn`);
    }
  }
  say(`opening a list of 500            ${opened[500].toFixed(0)} ms, of 25 ${opened[25].toFixed(0)} ms; ratio ${(opened[500] / opened[25]).toFixed(2)}`);

  // A key into a form of sixty fields of the org's own: all that is done before the
  // next frame can be painted, and how long no key could be taken.
  await world.org.order('POST', 'shape/sixty-own-fields');
  await world.set({ objects: { Lead: { own: Array.from({ length: 60 }, (_, at) => ({ field: `Extra_${at}__c`, ask: true })) } } });
  // Of somebody of whom there is no Lead yet.
  const asks = await world.popup(await world.visit(SECOND));
  await asks.waitForFunction(() => document.querySelectorAll('.asks .field').length === 60);
  const keys = await asks.evaluate(async () => {
    const took = [];
    const input = [...document.querySelectorAll('.asks input')].at(-1);
    const turn = () => new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); });
    for (let at = 0; at < 60; at += 1) {
      await new Promise((resolve) => { requestAnimationFrame(resolve); });
      const start = performance.now();
      input.value += 'x';
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await turn();
      document.body.getBoundingClientRect();
      took.push(performance.now() - start);
    }
    return took.sort((one, other) => one - other);
  });
  say(`a key into a form of 60 own fields ${median(keys).toFixed(1)} ms to the next frame, ${keys[Math.floor(keys.length * 0.95)].toFixed(1)} ms in one of 20`);
} finally {
  await world.stop();
  await rm(empty, { recursive: true, force: true });
}
