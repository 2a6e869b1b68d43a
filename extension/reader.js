// Lets the reader into a tab: its parts, and then one call of it.

/** The reader's parts, in the order in which each builds on those before. */
export const PARTS = [
  'extension/reader/dom.js',
  'extension/reader/text.js',
  'extension/reader/fields.js',
  'extension/reader/person.js',
  'extension/reader/list.js',
  'extension/reader/data.js',
  'extension/reader/outline.js',
  'extension/reader/read.js',
  // Last: Firefox hands over what the last one comes to, which has to be plain data.
  'extension/reader/turns.js'
];

/**
 * Puts the reader into a tab's page, where it waits to be called.
 * @param {number} tabId the tab
 */
export function letReaderIn(tabId) {
  return chrome.scripting.executeScript({ target: { tabId }, files: PARTS });
}

/**
 * Reads a tab's page.
 * @param {number} tabId the tab
 * @param {object} rules a site's rules, as in src/page/rules.rs
 * @param {number} wait how long to wait for a name, in milliseconds
 */
export async function readTab(tabId, rules, wait) {
  const read = async () => {
    const [answer] = await chrome.scripting.executeScript({
      target: { tabId },
      func: (own, time) => globalThis[Symbol.for('add-to-crm:reader')]?.read(own, time),
      args: [rules, wait],
    });
    return answer?.result ?? null;
  };
  // static/popup_start.js may have let it in. A page that has turned since has it
  // no longer.
  const early = await globalThis.readerIn;
  globalThis.readerIn = undefined;
  const found = early === tabId ? await read() : null;
  if (found !== null) return found;
  await letReaderIn(tabId);
  return read();
}
