// The pages in frames of their own, for tests/pages.rs: the reader is sent into
// the frame as text, as the extension sends it into a tab.

import { insist } from '/tests/pages/insist.js';
import { readAs } from '/tests/pages/reader.js';

/** The text of a file of the project. */
export function file(path) {
  return insist(async (signal) => {
    const answer = await fetch(path, { signal, cache: 'no-store' });
    return answer.ok ? answer.text() : null;
  });
}

/** Opens a page as if it stood at an address. */
export function open(path, address) {
  return opened({ src: path }, path, address);
}

/** Opens a page of this text as if it stood at an address. */
export function openText(srcdoc, address) {
  return opened({ srcdoc }, 'srcdoc', address);
}

async function opened(what, path, address) {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: absolute; left: 0; top: 0; width: 1200px; height: 900px;';
  await insist((late) => {
    frame.remove();
    const loaded = new Promise((resolve, reject) => {
      frame.onload = resolve;
      late.onabort = () => reject(new Error(`${path} did not load`));
    });
    Object.assign(frame, what);
    document.body.append(frame);
    return loaded;
  });
  return { frame, path, address };
}

/** Reads what the page shows now, waiting for a name. */
export async function readIn({ frame, path, address }, rules, wait) {
  const page = frame.contentWindow;
  const location = {
    get href() {
      const { origin, pathname, href } = page.location;
      return pathname === path ? address : href.replace(origin, new URL(address).origin);
    },
  };
  // A copy, as between tab and extension: the frame has an Object of its own.
  return structuredClone(await readAs(page, location, rules, wait));
}

/** Clicks what the page turns to another person by. */
export function turn({ frame }) {
  frame.contentDocument.querySelector('[data-turn]').click();
}

export function close({ frame }) {
  frame.remove();
}
