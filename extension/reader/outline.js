// What the main part shows, line by line, for a page whose rules find nobody: how
// large a line is written, whether it is a heading, and what it links to.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { attribute, findAll, firstFound, firstOf, isElement, isText, nameOf, nextOf, textOf, tidy } = dom;

  const APART = /^(nav|aside|footer|dialog|form)$/;
  // Of these a heading may be made that holds more than one line.
  const BLOCKS = /^(div|p|ul|ol|li|dl|dd|dt|section|table)$/;
  const APART_ROLES = /^(navigation|complementary|banner|contentinfo|search|dialog|alertdialog|alert|status|listbox|menu|menubar|tooltip)$/;

  parts.outline = (text) => () => {
    const lines = [];
    let line = null;
    let nodes = 0;
    let edge = false;
    const flush = () => {
      if (line) {
        line.text = tidy(line.text).slice(0, MOST.line);
        if (line.text) lines.push(line);
      }
      line = null;
    };
    const rankOf = (element, around) => {
      if (/^h[1-6]$/.test(nameOf(element))) return Number(nameOf(element)[1]);
      if (attribute(element, 'role') === 'heading') return Number(attribute(element, 'aria-level')) || 2;
      return around;
    };
    const walk = (node, depth, around, near, broken = false) => {
      const name = nameOf(node);
      if (depth && (APART.test(name) || APART_ROLES.test(attribute(node, 'role') ?? ''))) return;
      const style = getComputedStyle(node);
      if (text.hidden(node, style)) return;
      const rank = rankOf(node, around);
      const link = name === 'a' ? (attribute(node, 'href') ?? '').slice(0, MOST.line) : near;
      const size = Math.round(parseFloat(style.fontSize)) || 0;
      // A heading's words are one line, unless it is made of blocks; elsewhere
      // every element's stand for themselves.
      const inner = broken || (around > 0 && BLOCKS.test(name));
      const breaks = !around || !rank || inner;
      if (breaks) flush();
      edge = true;
      const doubled = text.spoken(node);
      for (let child = firstOf(node); child; child = nextOf(child)) {
        if (lines.length >= MOST.lines || (nodes += 1) > MOST.walk) return;
        if (isText(child)) {
          line ??= { text: '', rank, size, link };
          if (line.text.length <= MOST.line) {
            const words = textOf(child).slice(0, MOST.line * 2);
            // Elements of a heading that stand apart for the eye alone.
            const glued = edge && /\S$/.test(line.text) && /^\S/.test(words);
            line.text += glued ? ` · ${words}` : words;
          }
          edge = false;
        } else if (isElement(child) && depth < MOST.depth) {
          if (nameOf(child) === 'br') flush();
          else if (!text.isDouble(child, doubled)) walk(child, depth + 1, rank, link, inner);
        }
      }
      if (breaks) flush();
      edge = true;
    };
    const [main] = text.seen(firstFound(document, ['main', '[role="main"]', 'body']).slice(0, MOST.texts));
    // A profile that opens over a list stands in a dialog.
    const over = findAll(document, '[role="dialog"]').slice(0, MOST.texts).filter(text.shown);
    for (const root of [main, ...over]) if (root) walk(root, 0, 0, '');
    flush();
    return lines;
  };
}
