// The service worker. Every listener is registered here, at once, before
// anything is awaited: a listener that comes later misses the event that woke
// the worker. Each handler then waits for the WASM.

import start, { answer, button, button_words, look, matched, prune, retry_due, settle } from '../worker.js';

const ready = start({ module_or_path: new URL('../worker_bg.wasm', import.meta.url) });

// The extension's own pages may ask for anything; the button in a page says that
// it was clicked or moved, and asks where it stands and whether its page's person
// is known: yes or no. Nobody else has any message.
const PAGES = chrome.runtime.getURL('');
// Where the rep has put the button.
const SPOT = 'buttonSpot';
// Whether the panel opens in the popup's place (src/browser/panel.rs).
const PANEL = 'opensPanel';

// The side panel opens in a person's action alone, so nothing is awaited before
// it. One that is open already reads the page, which the click may have opened to it.
// Each browser has one of the two, and takes the other's name for a mistake.
const { sidePanel, sidebarAction } = chrome;
const openPanel = (tab) => (sidePanel ? sidePanel.open({ windowId: tab.windowId }) : sidebarAction.open())
  .then(() => { chrome.runtime.sendMessage({ panel: 'look' }).catch(() => {}); });

// Where there is a popup, the toolbar button opens that and nothing is clicked.
chrome.action.onClicked.addListener((tab) => { openPanel(tab).catch(() => {}); });
chrome.commands.onCommand.addListener((name, tab) => { openPanel(tab).catch(() => {}); });

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  if (sender.url?.startsWith(PAGES)) {
    ready.then(() => answer(message)).then(respond);
    return true;
  }
  if (sender.tab && message?.button === 'clicked') {
    // Firefox takes no message for a person's action: there the popup opens.
    const opening = message.panel === true ? openPanel(sender.tab) : Promise.reject();
    opening.catch(() => ready.then(() => button(sender.tab.id, sender.tab.windowId)));
  }
  if (sender.tab && message?.button === 'placed') {
    Promise.all([chrome.storage.local.get(SPOT), chrome.storage.session.get(PANEL), ready.then(() => button_words())])
      .then(([kept, session, words]) => respond({ spot: kept[SPOT], panel: session[PANEL] === true, words }));
    return true;
  }
  if (sender.tab && message?.button === 'moved') {
    const { side, up } = message;
    if (['left', 'right'].includes(side) && Number.isInteger(up)) chrome.storage.local.set({ [SPOT]: { side, up } });
  }
  if (sender.tab && message?.button === 'shown') {
    ready.then(() => matched(String(message.address))).then(respond);
    return true;
  }
  return false;
});

// What depends on the settings is set anew whenever they may have changed.
const settings = (start) => ready.then(() => settle(start));
chrome.runtime.onInstalled.addListener(() => settings(true));
chrome.runtime.onStartup.addListener(() => settings(true));
chrome.runtime.onStartup.addListener(() => ready.then(() => prune()));

// Session storage ends with an update, which a browser installs without a word where
// nothing of the extension runs: each draft stands in local storage as well, put back
// by the new version, until the browser starts again. Storage that is full keeps none.
const DRAFT = 'draft:';
const COPY = 'carried:';
const { local, session } = chrome.storage;
const copy = ([key, { newValue }]) => (newValue ? local.set({ [COPY + key]: newValue }) : local.remove(COPY + key)).catch(() => {});
const copies = async () => Object.entries(await local.get(null)).filter(([key]) => key.startsWith(COPY));
const putBack = async () => session.set(Object.fromEntries((await copies()).map(([key, draft]) => [key.slice(COPY.length), draft])));
const endCopies = async () => local.remove((await copies()).map(([key]) => key));

// Whoever listens is not ended for an update: Firefox installs it with its next
// start. Chrome waits by itself until no page of the extension is open and nothing
// runs. What reps have typed outlives it either way.
chrome.runtime.onUpdateAvailable.addListener(() => {});
chrome.runtime.onInstalled.addListener(({ reason }) => { if (reason === 'update') putBack(); });
chrome.runtime.onStartup.addListener(() => endCopies());

// What was asked for and is not done goes on whenever the worker starts, when an
// alarm rings, and when the network is back; the first requests of a browser that
// has just started may meet a network that is not.
ready.then(() => retry_due(false));
chrome.runtime.onStartup.addListener(() => ready.then(() => retry_due(true)));
chrome.alarms.onAlarm.addListener(() => ready.then(() => retry_due(false)));
self.addEventListener('online', () => ready.then(() => retry_due(true)));
chrome.storage.onChanged.addListener((changes, area) => {
  if (area === 'managed' || (area === 'local' && 'settings' in changes)) settings(false);
  if (area === 'session') Object.entries(changes).filter(([key]) => key.startsWith(DRAFT)).forEach(copy);
  // A match, a sign-in or a sign-out: the buttons in open pages may say another word.
  if (Object.keys(changes).some((key) => /^(match:|access$)/.test(key))) ready.then(() => look());
});
