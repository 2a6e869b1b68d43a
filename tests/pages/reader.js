// The reader outside of the extension: its parts, run in a page as the extension
// runs them in a tab.

import { PARTS } from '/extension/reader.js';
import { insist } from '/tests/pages/insist.js';

const texts = insist((signal) => Promise.all(PARTS.map(async (part) => {
  const answer = await fetch(`/${part}`, { signal, cache: 'no-store' });
  if (!answer.ok) throw new Error(`${part}: ${answer.status}`);
  return answer.text();
})));

/**
 * The clock of a page. Where no script of the page's own can change it, it says later
 * what it says now: a pause is over at once, and ten times as long for the clock.
 */
function clockOf(page) {
  const scripted = [...page.document.scripts].some(({ type }) => type !== 'application/ld+json');
  if (scripted) return page;
  let passed = 0;
  return {
    performance: { now: () => page.performance.now() + passed },
    setTimeout: (act, pause) => { passed += 10 * pause; act(); },
  };
}

/** Reads what `page`, a window, shows as if it stood at `location`. */
export async function readAs(page, location, rules, wait) {
  const { performance, setTimeout } = clockOf(page);
  const run = new page.Function('location', 'performance', 'setTimeout', `${(await texts).join('\n')}\nreturn globalThis[Symbol.for('add-to-crm:reader')].read`);
  return run(location, performance, (...given) => setTimeout.apply(page, given))(rules, wait);
}

/** Reads this very page. */
export function read(rules, wait) {
  return readAs(window, window.location, rules, wait);
}
