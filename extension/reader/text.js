// The texts of a page as a person sees them: what is hidden from the eye, for
// screen readers alone or a double of what is visible, is left out.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { attribute, firstOf, isElement, isText, nameOf, nextOf, parentOf, textOf, tidy } = dom;

  const isVisible = Element.prototype.checkVisibility;
  const BOX = { visibilityProperty: true };
  const BOX_AND_INK = { visibilityProperty: true, opacityProperty: true };
  const SILENT = new Set(['script', 'style', 'template', 'noscript', 'svg', 'select', 'textarea']);
  const UNSEEN = /(^|[\s_-])(visually-?hidden|a11y-text|sr-only|screen-?reader(-?(only|text))?|assistive-text)(\s|$)/i;

  /** Whether an element can be seen; one without a box of its own as what is around it. */
  const shown = (element) => {
    for (let up = element, depth = 0; up && depth < MOST.depth; up = parentOf(up), depth += 1) {
      if (isVisible.call(up, BOX)) return true;
      if (getComputedStyle(up).display !== 'contents') return false;
    }
    return false;
  };
  /** What of them can be seen; all, where nothing can. */
  const seen = (elements) => {
    const visible = elements.filter(shown);
    return visible.length ? visible : elements;
  };

  // Said to be unseen, by its kind, its class or an attribute.
  const silent = (element) => {
    if (SILENT.has(nameOf(element)) || attribute(element, 'hidden') !== null) return true;
    const classes = attribute(element, 'class');
    return Boolean(classes) && UNSEEN.test(classes) && !classes.includes('not-sr-only');
  };
  const inkless = (style) => style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0';
  // Takes no room, or is hidden from the eye in one of the usual ways: a box of
  // one pixel, cut to nothing, or far outside.
  const shrunk = (style) => {
    const { overflowY, position } = style;
    if (overflowY !== 'visible' && (style.height === '0px' || style.width === '0px')) return true;
    if (style.fontSize === '0px') return true;
    if (position !== 'absolute' && position !== 'fixed') return false;
    const far = (side) => parseFloat(side) <= -999;
    return (overflowY !== 'visible' && parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1)
      || /^rect\(0px,? 0px,? 0px,? 0px\)|^rect\(1px,? 1px,? 1px,? 1px\)/.test(style.clip)
      || /^inset\((50|100)%/.test(style.clipPath) || far(style.left) || far(style.top) || far(style.right);
  };
  /** Whether an element is hidden by itself; `style` is its computed one. */
  const hidden = (element, style) => silent(element) || inkless(style) || shrunk(style);
  const wordsOf = (node) => textOf(node).slice(0, MOST.text + 1).replace(/\s+/g, ' ');
  // Texts that stand beside a double for screen readers: the double says the
  // same and is not hidden from them.
  const spoken = (element) => {
    const texts = [];
    for (let child = firstOf(element), looked = 0; child && looked < 40; child = nextOf(child), looked += 1) {
      if (isElement(child) && attribute(child, 'aria-hidden') === 'true') {
        const text = tidy(textOf(child));
        if (text) texts.push(text);
      }
    }
    return texts;
  };
  const isDouble = (child, doubled) => doubled.length > 0 && attribute(child, 'aria-hidden') !== 'true' && doubled.includes(tidy(textOf(child)));

  /**
   * @param {object} budget the reading's
   * @param {boolean} alike whether rows of one make are read: how one of their
   *   texts is styled, all of the same classes in the same place are
   */
  parts.text = (budget, alike = false) => {
    const known = new Map();
    const isShrunk = (element) => {
      if (!alike) return shrunk(getComputedStyle(element));
      const up = parentOf(element);
      const make = `${nameOf(element)}|${attribute(element, 'class')}|${attribute(element, 'style')}|${up && attribute(up, 'class')}`;
      let answer = known.get(make);
      if (answer === undefined) {
        answer = shrunk(getComputedStyle(element));
        if (known.size < MOST.items) known.set(make, answer);
      }
      return answer;
    };
    /**
     * The text of an element that holds it and nothing else, and can be seen,
     * which are the most; null of another. It asks the browser least.
     */
    const lone = (element) => {
      const only = firstOf(element);
      if (!only || !isText(only) || nextOf(only) || !isVisible.call(element, BOX_AND_INK)) return null;
      return silent(element) || isShrunk(element) ? '' : textOf(only);
    };
    const textIn = (element, buttons) => {
      let text = '';
      let nodes = 0;
      const walk = (node, depth) => {
        const style = getComputedStyle(node);
        if (hidden(node, style)) return;
        const block = !/^(inline|contents)/.test(style.display);
        if (block) text += '\n';
        let doubled = null;
        for (let child = firstOf(node); child; child = nextOf(child)) {
          if (text.length > MOST.text || (nodes += 1) > MOST.nodes || budget.spent()) return;
          if (isText(child)) {
            text += wordsOf(child);
          } else if (isElement(child) && depth < MOST.depth) {
            if (nameOf(child) === 'br') { text += '\n'; continue; }
            if (!buttons && nameOf(child) === 'button') continue;
            doubled ??= spoken(node);
            if (!isDouble(child, doubled)) walk(child, depth + 1);
          }
        }
        if (block) text += '\n';
      };
      walk(element, 0);
      return text;
    };
    /** The text of what is visible below an element; lines end where blocks do. */
    const visible = (element) => {
      const text = lone(element);
      if (text !== null) return text.slice(0, MOST.text + 1).replace(/\s+/g, ' ');
      // A button within a text ("see more") is none of it, unless it is all.
      const without = textIn(element, false);
      return without.trim() ? without : textIn(element, true);
    };
    /** Text nodes from `node` on, until something else than text can be seen. */
    const bare = (node) => {
      let text = '';
      for (let looked = 0; node && text.length <= MOST.text && looked < MOST.nodes; node = nextOf(node), looked += 1) {
        if (isText(node)) text += textOf(node).slice(0, MOST.text + 1);
        else if (isElement(node) && (text.trim() || tidy(visible(node)))) break;
      }
      return text;
    };
    /** The text that stands in an element itself. */
    const own = (element) => {
      let text = '';
      for (let node = firstOf(element), looked = 0; node && text.length <= MOST.text && looked < MOST.nodes; node = nextOf(node), looked += 1) {
        text += isText(node) ? textOf(node).slice(0, MOST.text + 1) : ' ';
      }
      return text;
    };
    const renew = () => known.clear();
    return { bare, hidden, isDouble, lone, own, renew, seen, shown, spoken, visible };
  };
}
