// Asks at once for what needs no Rust, while the WASM is on its way: one answer
// is awaited where settings, tab, page and worker would stand in a row. The worker
// is woken by it, too. src/browser/early.rs takes the answers.

import { letReaderIn } from './extension/reader.js';

// Compiled as it comes, while its module is on its way.
const wasm = WebAssembly.compileStreaming(fetch('/popup_bg.wasm'));

const named = Number(new URLSearchParams(location.search).get('tab'));
const current = () => (named
  ? chrome.tabs.get(named)
  : chrome.tabs.query({ active: true, currentWindow: true }).then(([first]) => first));
// The side panel hears of no other tab and of no turn before its WASM runs: as long
// as nobody has taken the answer, it is asked for again.
const renew = () => {
  if (!globalThis.early?.tab) return;
  globalThis.early.tab = current();
  globalThis.early.tab.catch(() => {});
};
chrome.tabs.onActivated.addListener(renew);
chrome.tabs.onUpdated.addListener(renew);
const tab = current();

// Throws where no policy is set.
const managed = chrome.storage.managed.get(null).catch(() => ({}));
const local = chrome.storage.local.get(['settings', 'managedSeen']);
const messages = Promise.all([managed, local]).then(async ([policy, { settings }]) => {
  const tag = policy.language || settings?.language;
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(tag)) return undefined;
  const file = await fetch(`/_locales/${tag.replace('-', '_')}/messages.json`);
  return { tag, messages: await file.json() };
});

// Nothing is put into a page where no Leads are created. Which rules it is read by,
// and whether it is read at all, is decided in Rust.
globalThis.readerIn = Promise.all([tab, managed, local]).then(async ([own, policy, { settings, managedSeen }]) => {
  const inForce = Object.keys(policy).length ? policy : managedSeen;
  if ((inForce?.leadCreation ?? settings?.leadCreation) !== true) return undefined;
  await letReaderIn(own.id);
  return own.id;
}).catch(() => undefined);

const opened = tab.then((own) => chrome.runtime.sendMessage({ open: { key: null, address: own?.url ?? null } }));
globalThis.workerAnswered = false;
opened.then(() => { globalThis.workerAnswered = true; }, () => {});

globalThis.early = {
  managed,
  local,
  messages,
  tab,
  opened,
  // What the last popup was told; not while somebody signs in.
  standing: chrome.storage.session.get(['standing', 'signIn']).then(({ standing, signIn }) => (signIn ? undefined : standing)),
  names: fetch('/extension/names.bin').then((file) => file.arrayBuffer()),
};
// What is said of a Lead is old when the journal has changed meanwhile; the popup
// itself does not listen yet.
globalThis.journalChanged = false;
chrome.storage.onChanged.addListener((changes, area) => {
  if (area === 'local' && Object.keys(changes).some((key) => /^(journal|past:)/.test(key))) globalThis.journalChanged = true;
});
// Whoever takes them hears of a failure; nobody has to.
for (const answer of Object.values(globalThis.early)) answer.catch(() => {});

const { default: start } = await import('./popup.js');
// A browser that does not compile it as it comes fetches it again.
start({ module_or_path: await wasm.catch(() => new URL('./popup_bg.wasm', import.meta.url)) });
