// The reader outside of the extension: its parts, run in a page as the extension
// runs them in a tab.

import { PARTS } from '/extension/reader.js';
import { insist } from '/tests/pages/insist.js';

const texts = insist((signal) => Promise.all(PARTS.map(async (part) => {
  const answer = await fetch(`/${part}`, { signal, cache: 'no-store' });
  if (!answer.ok) throw new Error(`${part}: ${answer.status}`);
  return answer.text();
})));

/** Reads what `page`, a window, shows as if it stood at `location`. */
export async function readAs(page, location, rules, wait) {
  const run = new page.Function('location', `${(await texts).join('\n')}\nreturn globalThis[Symbol.for('add-to-crm:reader')].read`);
  return run(location)(rules, wait);
}

/** Reads this very page. */
export function read(rules, wait) {
  return readAs(window, window.location, rules, wait);
}
