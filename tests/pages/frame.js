// The pages in frames of their own, for tests/wasm.rs: the reader is sent into
// the frame as text, as the extension sends it into a tab.

import { read } from '/extension/reader.js';

/** The text of a file of the project. */
export async function file(path) {
  const answer = await fetch(path);
  return answer.ok ? answer.text() : null;
}

/** Opens a page as if it stood at an address. */
export async function open(path, address) {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: absolute; left: 0; top: 0; width: 1200px; height: 900px;';
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  frame.src = path;
  document.body.append(frame);
  await loaded;
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
  const inside = new page.Function('location', `return (${read})`)(location);
  // A copy, as between tab and extension: the frame has an Object of its own.
  return structuredClone(await inside(rules, wait));
}

/** Clicks what the page turns to another person by. */
export function turn({ frame }) {
  frame.contentDocument.querySelector('[data-turn]').click();
}

export function close({ frame }) {
  frame.remove();
}
