// Reads a page by a site's rules and brings back plain strings, nothing else.
//
// `read` is run in the tab, in the extension's own world: what the page has
// done to `Array.prototype` or `querySelector` does not reach it there. What
// the page has done to its elements does, so every text is bounded, and the
// DOM is read through the prototypes' own functions, which no form field named
// "querySelector" can hide. All meaning is made of the strings elsewhere.

/**
 * Runs `read` in a tab.
 * @param {number} tabId the tab
 * @param {object} rules a site's rules, as in src/page/rules.rs
 * @param {number} wait how long to wait for a name, in milliseconds
 */
export async function readTab(tabId, rules, wait) {
  const [answer] = await chrome.scripting.executeScript({
    target: { tabId },
    func: read,
    args: [rules, wait],
  });
  return answer?.result ?? null;
}

/**
 * Must not use anything outside itself: it is sent to the tab as text.
 */
export async function read(rules, wait) {
  const MAX_TEXT = 2000; // characters of one text; no field of a Lead holds more
  const MAX_ITEMS = 500; // people of one page
  const MAX_TEXTS = 20; // texts of one field
  const MAX_DATA = 200000; // characters of one JSON-LD script

  const getter = (type, name) =>
    Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const textOf = getter(Node, 'textContent');
  const childrenOf = getter(Node, 'childNodes');
  const nextOf = getter(Node, 'nextSibling');
  const parentOf = getter(Node, 'parentElement');
  const typeOf = getter(Node, 'nodeType');
  const nameOf = getter(Element, 'localName');
  const findAll = (root, selector) => {
    const type = root === document ? Document : Element;
    try {
      return [...type.prototype.querySelectorAll.call(root, selector)];
    } catch {
      return []; // an admin's selector with a mistake finds nothing
    }
  };
  const attribute = (element, name) =>
    Element.prototype.getAttribute.call(element, name);

  // Hidden from the eye: texts for screen readers, and doubles of visible ones.
  const hidden = (element) => {
    if (['script', 'style', 'template', 'noscript'].includes(nameOf.call(element))) {
      return true;
    }
    const classes = attribute(element, 'class') ?? '';
    if (/(^|\s)(visually-hidden|a11y-text|sr-only|visuallyhidden)(\s|$)/.test(classes)) {
      return true;
    }
    if (Element.prototype.hasAttribute.call(element, 'hidden')) return true;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden') return true;
    // The usual way to hide a text from the eye alone: a box of one pixel.
    return style.position === 'absolute' && style.overflow === 'hidden'
      && parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1;
  };
  const visibleText = (element) => {
    let text = '';
    const walk = (node) => {
      if (text.length > MAX_TEXT) return;
      if (typeOf.call(node) === Node.TEXT_NODE) {
        text += textOf.call(node).slice(0, MAX_TEXT + 1);
      } else if (typeOf.call(node) === Node.ELEMENT_NODE && !hidden(node)) {
        for (const child of childrenOf.call(node)) walk(child);
        if (/^(block|flex|list-item|table)/.test(getComputedStyle(node).display)) {
          text += ' ';
        }
      }
    };
    walk(element);
    return text;
  };
  const textAfter = (element) => {
    let text = '';
    for (let node = nextOf.call(element); node && text.length <= MAX_TEXT; node = nextOf.call(node)) {
      if (typeOf.call(node) === Node.TEXT_NODE) {
        text += textOf.call(node).slice(0, MAX_TEXT + 1);
      } else if (typeOf.call(node) === Node.ELEMENT_NODE && text.trim()) {
        break;
      }
    }
    return text;
  };
  const tidy = (text) =>
    String(text ?? '').slice(0, MAX_TEXT).replace(/\s+/g, ' ').trim();

  const take = (root, rule) => {
    const base = rule.page ? document : root;
    const found = rule.select ? findAll(base, rule.select).slice(0, MAX_TEXTS) : [root];
    const texts = [];
    for (const element of found) {
      let text = '';
      if (rule.how === 'text') text = visibleText(element);
      else if (rule.how === 'attribute') text = attribute(element, rule.attribute);
      else if (rule.how === 'after') text = textAfter(element);
      else if (rule.how === 'present') text = 'true';
      text = tidy(text);
      if (text) texts.push(text);
    }
    return texts;
  };
  const firstTake = (root, rulesOfField) => {
    for (const rule of rulesOfField ?? []) {
      const texts = take(root, rule);
      if (texts.length) return texts;
    }
    return [];
  };
  const firstElements = (root, selectors) => {
    for (const selector of selectors) {
      const found = findAll(root, selector);
      if (found.length) return found;
    }
    return [];
  };

  const collect = () => {
    let roots = firstElements(document, rules.items);
    if (rules.kind === 'person') roots = roots.slice(0, 1);
    const all = roots.length;
    // An item inside another is the same person twice.
    const set = new Set(roots);
    roots = roots.slice(0, MAX_ITEMS).filter((root) => {
      for (let up = parentOf.call(root); up; up = parentOf.call(up)) {
        if (set.has(up)) return false;
      }
      return true;
    });
    const jobRoots = rules.kind === 'person' ? firstElements(document, rules.jobs).slice(0, MAX_TEXTS) : [];
    const items = roots.map((root) => {
      const fields = {};
      for (const [name, takes] of Object.entries(rules.fields)) {
        if (name.startsWith('job')) continue;
        const texts = firstTake(root, takes);
        if (texts.length) fields[name] = texts;
      }
      const jobs = jobRoots.map((job) => {
        const parts = {};
        for (const name of ['jobTitle', 'jobCompany']) {
          const texts = firstTake(job, rules.fields[name]);
          if (texts.length) parts[name] = texts;
        }
        return parts;
      });
      return { fields, key: rules.key.take.flatMap((rule) => take(root, rule)), jobs };
    });
    const unrendered = new Set(rules.unrendered.flatMap((selector) => findAll(document, selector)));
    return { items, unrendered: Math.max(unrendered.size, all - items.length) };
  };

  const named = (page) => page.items.some((item) => item.fields.name);
  const structured = () =>
    findAll(document, 'script[type="application/ld+json"]')
      .slice(0, MAX_TEXTS)
      .map((script) => textOf.call(script).slice(0, MAX_DATA));
  const settled = (page) => named(page) || (rules.kind === 'person' && structured().length > 0);

  let page = collect();
  if (!settled(page) && wait > 0) {
    // One observer, until a name is there or the time is up. A page that turns
    // to another address meanwhile is read as what it then is.
    page = await new Promise((resolve) => {
      let queued = false;
      const finish = (last) => {
        observer.disconnect();
        clearTimeout(timer);
        resolve(last);
      };
      const observer = new MutationObserver(() => {
        if (queued) return;
        queued = true;
        requestAnimationFrame(() => {
          queued = false;
          const now = collect();
          if (settled(now)) finish(now);
        });
      });
      const timer = setTimeout(() => finish(collect()), wait);
      observer.observe(document, { childList: true, subtree: true, characterData: true });
    });
  }
  const root = document.documentElement;
  return {
    address: location.href.slice(0, 4000),
    language: tidy(attribute(root, 'lang')).slice(0, 35),
    loading: document.readyState === 'loading'
      || findAll(document, '[aria-busy="true"], .artdeco-loader, .initial-load-animation').length > 0,
    items: page.items,
    unrendered: page.unrendered,
    structured: structured(),
  };
}
