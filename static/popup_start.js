// Asks at once for what needs no Rust, while the WASM is on its way: one answer
// is awaited where settings, tab and worker would stand in a row. The worker is
// woken by it, too. src/browser/early.rs takes the answers.

const named = Number(new URLSearchParams(location.search).get('tab'));
const tab = named
  ? chrome.tabs.get(named)
  : chrome.tabs.query({ active: true, currentWindow: true }).then(([first]) => first);

// Throws where no policy is set.
const managed = chrome.storage.managed.get(null).catch(() => ({}));
const local = chrome.storage.local.get(['settings', 'managedSeen']);
const messages = Promise.all([managed, local]).then(async ([policy, { settings }]) => {
  const tag = policy.language || settings?.language;
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(tag)) return undefined;
  const file = await fetch(`/_locales/${tag.replace('-', '_')}/messages.json`);
  return { tag, messages: await file.json() };
});

globalThis.early = {
  managed,
  local,
  messages,
  tab,
  opened: tab.then((own) => chrome.runtime.sendMessage({ open: { key: null, address: own?.url ?? null } })),
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
start({ module_or_path: new URL('./popup_bg.wasm', import.meta.url) });
