// Reads a page by a site's rules and brings back plain strings, nothing else.
// `extension/reader.js` injects this folder's files, in its order, into the tab:
// each adds a part, and `read.js` puts them together.
//
// They run in the extension's own world: what the page has done to
// `Array.prototype` or `querySelector` does not reach them there. What the page
// has done to its elements does, so every text and every walk is bounded, and
// the DOM is read through the prototypes' own functions, which no form field
// named "querySelector" can hide. All meaning is made of the strings elsewhere.

'use strict';

{
  const parts = {};
  // A second injection, after an update too, takes the place of the first.
  globalThis[Symbol.for('add-to-crm:reader')] = parts;

  /** How much of a page is looked at. */
  parts.MOST = {
    text: 3000, // characters of one text: what people say of themselves at length
    items: 500, // people of one page
    texts: 20, // texts of one field
    nodes: 2000, // nodes that one text may be made of
    work: 300000, // nodes looked at in one reading
    depth: 64, // elements within elements of one text
    data: 200000, // characters of one script of data
    address: 4000, // characters of an address
    lines: 400, // lines of an outline
    line: 300, // characters of a line
    walk: 20000, // nodes of an outline
  };

  const getter = (type, name) => {
    const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
    return (node) => get.call(node);
  };
  const method = (type, name) => {
    const own = type.prototype[name];
    return (node, given) => own.call(node, given);
  };
  const inDocument = { one: Document.prototype.querySelector, all: Document.prototype.querySelectorAll };
  const inElement = { one: Element.prototype.querySelector, all: Element.prototype.querySelectorAll };
  const typeOf = getter(Node, 'nodeType');

  const UNTIDY = /^\s|[^\S ]|\s\s|\s$/;

  const dom = {
    textOf: getter(Node, 'textContent'),
    firstOf: getter(Node, 'firstChild'),
    nextOf: getter(Node, 'nextSibling'),
    parentOf: getter(Node, 'parentElement'),
    nameOf: getter(Element, 'localName'),
    attributesOf: getter(Element, 'attributes'),
    stateOf: getter(Document, 'readyState'),
    rootOf: getter(Document, 'documentElement'),
    bodyOf: getter(Document, 'body'),
    titleOf: getter(Document, 'title'),
    contains: method(Node, 'contains'),
    has: method(Element, 'hasAttribute'),
    matches: method(Element, 'matches'),
    closest: method(Element, 'closest'),
    attribute: method(Element, 'getAttribute'),
    isElement: (node) => typeOf(node) === Node.ELEMENT_NODE,
    isText: (node) => typeOf(node) === Node.TEXT_NODE,
    /** A text, cut to the bound, with single blanks between its words. */
    tidy: (text) => {
      const cut = String(text ?? '').slice(0, parts.MOST.text);
      return UNTIDY.test(cut) ? cut.replace(/\s+/g, ' ').trim() : cut;
    },
  };
  parts.dom = dom;

  /** What a selector finds: all of it, or the first alone. */
  dom.find = (root, selector, one) => {
    // What is looked for inside something rare is looked for only there.
    const at = selector.indexOf(' >> ');
    if (at > 0) {
      const around = dom.find(root, selector.slice(0, at), false).slice(0, parts.MOST.texts);
      const found = around.flatMap((element) => dom.find(element, selector.slice(at + 4), false));
      return one ? found.slice(0, 1) : [...new Set(found)];
    }
    const from = root === document ? inDocument : inElement;
    try {
      if (!one) return [...from.all.call(root, selector)];
      const found = from.one.call(root, selector);
      return found ? [found] : [];
    } catch {
      return []; // an admin's selector with a mistake finds nothing
    }
  };
  dom.findAll = (root, selector) => dom.find(root, selector, false);
  /** What the first selector finds that finds anything. */
  dom.firstFound = (root, selectors) => {
    for (const selector of selectors ?? []) {
      const found = dom.findAll(root, selector);
      if (found.length) return found;
    }
    return [];
  };
  /** Each of the elements with the nearest other one around it. */
  dom.nested = (elements) => {
    const set = new Set(elements);
    return new Map(elements.map((element) => {
      let up = dom.parentOf(element);
      while (up && !set.has(up)) up = dom.parentOf(up);
      return [element, up];
    }));
  };
  /** The page's address. */
  dom.here = () => location.href.slice(0, parts.MOST.address);

  /** How many nodes a reading may still look at. */
  parts.budget = () => {
    let work = 0;
    return {
      renew: () => { work = 0; },
      spent: () => (work += 1) > parts.MOST.work,
    };
  };
}
