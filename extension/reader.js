// Reads a page by a site's rules and brings back plain strings, nothing else.
//
// `read` is run in the tab, in the extension's own world: what the page has
// done to `Array.prototype` or `querySelector` does not reach it there. What
// the page has done to its elements does, so every text and every walk is
// bounded, and the DOM is read through the prototypes' own functions, which no
// form field named "querySelector" can hide. All meaning is made of the strings
// elsewhere.

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
  const MAX_NODES = 2000; // nodes that one text may be made of
  const MAX_WORK = 300000; // nodes looked at in one reading
  const MAX_DEPTH = 64; // elements within elements of one text
  const MAX_DATA = 200000; // characters of one script of data
  const MAX_ADDRESS = 4000; // characters of an address
  const MAX_LINES = 400; // lines of an outline
  const MAX_LINE = 300; // characters of a line
  const MAX_WALK = 20000; // nodes of an outline
  const LEFT = Symbol.for('add-to-crm:left'); // see extension/button.js
  const STALE = 10000; // milliseconds after which a page has surely turned

  const getter = (type, name) =>
    Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const textOf = getter(Node, 'textContent');
  const childrenOf = getter(Node, 'childNodes');
  const firstOf = getter(Node, 'firstChild');
  const nextOf = getter(Node, 'nextSibling');
  const parentOf = getter(Node, 'parentElement');
  const typeOf = getter(Node, 'nodeType');
  const nameOf = getter(Element, 'localName');
  const attributesOf = getter(Element, 'attributes');
  const stateOf = getter(Document, 'readyState');
  const rootOf = getter(Document, 'documentElement');
  const titleOf = getter(Document, 'title');
  const contains = Node.prototype.contains;
  const isElement = (node) => typeOf.call(node) === Node.ELEMENT_NODE;
  const isText = (node) => typeOf.call(node) === Node.TEXT_NODE;

  let work = 0;
  const find = (root, selector, one) => {
    const type = root === document ? Document : Element;
    // What is looked for inside something rare is looked for only there.
    const [around, inside] = selector.split(' >> ');
    if (inside) {
      const found = find(root, around, false).slice(0, MAX_TEXTS).flatMap((one) => find(one, inside, false));
      return one ? found.slice(0, 1) : [...new Set(found)];
    }
    try {
      if (!one) return [...type.prototype.querySelectorAll.call(root, selector)];
      const found = type.prototype.querySelector.call(root, selector);
      return found ? [found] : [];
    } catch {
      return []; // an admin's selector with a mistake finds nothing
    }
  };
  const findAll = (root, selector) => find(root, selector, false);
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const tidy = (text) => String(text ?? '').slice(0, MAX_TEXT).replace(/\s+/g, ' ').trim();
  const shown = (element) => {
    const check = Element.prototype.checkVisibility;
    return !check || check.call(element, { visibilityProperty: true });
  };

  // Hidden from the eye: texts for screen readers, and doubles of visible ones.
  const SILENT = ['script', 'style', 'template', 'noscript', 'svg', 'select', 'textarea'];
  const UNSEEN = /(^|[\s_-])(visually-?hidden|a11y-text|sr-only|screen-?reader(-?(only|text))?|assistive-text)(\s|$)/i;
  const hidden = (element, style) => {
    if (SILENT.includes(nameOf.call(element))) return true;
    const classes = attribute(element, 'class');
    if (classes && UNSEEN.test(classes) && !/not-sr-only/.test(classes)) return true;
    if (Element.prototype.hasAttribute.call(element, 'hidden')) return true;
    if (style.display === 'none' || style.visibility === 'hidden' || style.fontSize === '0px' || style.opacity === '0') return true;
    if (style.overflow === 'hidden' && (style.height === '0px' || style.width === '0px')) return true;
    if (style.position !== 'absolute' && style.position !== 'fixed') return false;
    // The usual ways to hide a text from the eye alone: a box of one pixel, cut
    // to nothing, or far outside.
    const far = (side) => parseFloat(side) <= -999;
    return (style.overflow !== 'visible' && parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1)
      || /^rect\(0px,? 0px,? 0px,? 0px\)|^rect\(1px,? 1px,? 1px,? 1px\)/.test(style.clip)
      || /^inset\((50|100)%/.test(style.clipPath) || far(style.left) || far(style.top) || far(style.right);
  };
  // The text of what is visible below an element; lines end where blocks do.
  const visibleText = (element) => {
    // A button within a text ("see more") is none of it, unless it is all.
    const text = textIn(element, false);
    return text.trim() ? text : textIn(element, true);
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
      for (let child = firstOf.call(node); child; child = nextOf.call(child)) {
        if (text.length > MAX_TEXT || (nodes += 1) > MAX_NODES || (work += 1) > MAX_WORK) return;
        if (isText(child)) {
          text += textOf.call(child).slice(0, MAX_TEXT + 1).replace(/\s+/g, ' ');
        } else if (isElement(child) && depth < MAX_DEPTH) {
          if (nameOf.call(child) === 'br') { text += '\n'; continue; }
          if (!buttons && nameOf.call(child) === 'button') continue;
          doubled ??= spoken(node);
          if (doubled.length && attribute(child, 'aria-hidden') !== 'true' && doubled.includes(tidy(textOf.call(child)))) continue;
          walk(child, depth + 1);
        }
      }
      if (block) text += '\n';
    };
    walk(element, 0);
    return text;
  };
  // Texts that stand beside a double for screen readers: the double says the
  // same and is not hidden from them.
  const spoken = (element) => {
    const texts = [];
    for (let child = firstOf.call(element), seen = 0; child && seen < 40; child = nextOf.call(child), seen += 1) {
      if (isElement(child) && attribute(child, 'aria-hidden') === 'true') {
        const text = tidy(textOf.call(child));
        if (text) texts.push(text);
      }
    }
    return texts;
  };
  // Text nodes from `node` on, until something else than text can be seen.
  const bareText = (node) => {
    let text = '';
    for (let seen = 0; node && text.length <= MAX_TEXT && seen < MAX_NODES; node = nextOf.call(node), seen += 1) {
      if (isText(node)) text += textOf.call(node).slice(0, MAX_TEXT + 1);
      else if (isElement(node) && (text.trim() || tidy(visibleText(node)))) break;
    }
    return text;
  };
  const ownText = (element) => {
    let text = '';
    for (let node = firstOf.call(element), seen = 0; node && text.length <= MAX_TEXT && seen < MAX_NODES; node = nextOf.call(node), seen += 1) {
      text += isText(node) ? textOf.call(node).slice(0, MAX_TEXT + 1) : ' ';
    }
    return text;
  };
  const keyTexts = (element) => {
    const texts = new Set();
    const look = (one) => {
      for (const { value } of attributesOf.call(one)) {
        if (value.length <= MAX_TEXT && rules.key.after.some((after) => value.includes(after))) texts.add(value);
      }
    };
    // What stands around a person's item is the page's; around a row, of many.
    for (let up = element; up; up = rules.kind === 'person' && parentOf.call(up)) look(up);
    for (const one of findAll(element, '*').slice(0, MAX_NODES)) {
      if ((work += 1) > MAX_WORK || texts.size >= MAX_TEXTS) break;
      look(one);
    }
    return [...texts];
  };

  const take = (root, rule, belongs) => {
    const base = rule.page ? document : root;
    if (!rule.select) return taken([root], root, rule, belongs);
    // The first element has the text nearly always.
    if (!rule.all && !belongs) {
      const first = find(base, rule.select, true);
      const texts = taken(first, root, rule);
      if (texts.length || !first.length) return texts;
    }
    return taken(findAll(base, rule.select), root, rule, belongs);
  };
  const taken = (found, root, rule, belongs) => {
    const texts = [];
    for (const element of found.slice(0, MAX_TEXTS * 10)) {
      if (belongs && !belongs(element)) continue;
      if (rule.page && others(element)) continue;
      let parts = [];
      if (rule.how === 'lines') parts = visibleText(element).split('\n');
      else if (rule.how === 'bare') parts = [ownText(element)];
      else if (rule.how === 'after') parts = [bareText(nextOf.call(element))];
      else if (rule.how === 'attribute') parts = [attribute(element, rule.attribute)];
      else if (rule.how === 'keys') parts = keyTexts(element);
      else if (rule.how === 'present') parts = ['true'];
      else if (shown(element) || !shown(root)) parts = [visibleText(element)];
      for (const part of parts) {
        let text = tidy(part);
        if (rule.until) text = text.split(rule.until)[0].trim();
        if (text) texts.push(text);
      }
      if ((texts.length && !rule.all) || texts.length >= MAX_TEXTS) break;
    }
    return texts.slice(0, MAX_TEXTS);
  };
  const firstTake = (root, takes, belongs) => {
    for (const rule of takes ?? []) {
      const texts = take(root, { how: 'text', ...rule }, belongs);
      if (texts.length) return texts;
    }
    return [];
  };
  const firstElements = (root, selectors) => {
    for (const selector of selectors ?? []) {
      const found = findAll(root, selector);
      if (found.length) return found;
    }
    return [];
  };
  // What can be seen of it; all, where nothing can.
  const seen = (elements) => {
    const visible = elements.filter(shown);
    return visible.length ? visible : elements;
  };
  const fieldsOf = (root, names, belongs) => {
    const fields = {};
    for (const name of names) {
      const texts = firstTake(root, rules.fields[name], belongs);
      if (texts.length) fields[name] = texts;
    }
    return fields;
  };

  // The elements of a selector with, for each, the nearest one around it.
  const nested = (elements) => {
    const set = new Set(elements);
    return new Map(elements.map((element) => {
      let up = parentOf.call(element);
      while (up && !set.has(up)) up = parentOf.call(up);
      return [element, up];
    }));
  };
  // Rows: an element and the only one inside it are one row, the outer; what
  // holds several is no row.
  const rows = () => {
    let all = findAll(document, rules.items.join(','));
    // One selector with a mistake must not take the others along.
    if (!all.length) all = firstElements(document, rules.items);
    all = seen(all);
    const around = nested(all);
    const inside = new Map();
    for (const [element, outer] of around) {
      if (outer) inside.set(outer, [...(inside.get(outer) ?? []), element].slice(0, 2));
    }
    const holdsMany = (element) => {
      let one = element;
      while (inside.get(one)?.length === 1) [one] = inside.get(one);
      return inside.has(one);
    };
    return all.filter((element) => {
      const outer = around.get(element);
      return !holdsMany(element) && (!outer || holdsMany(outer));
    });
  };
  const jobsOf = (selectors) => {
    for (const selector of selectors ?? []) {
      const found = findAll(document, selector).slice(0, MAX_TEXTS * 5);
      const jobs = jobsIn(seen(found.filter((element) => !others(element))), selectors === rules.experience);
      if (jobs.length) return jobs;
    }
    return [];
  };
  const jobsIn = (elements, dated) => {
    const around = nested(elements);
    const own = (root) => (element) => {
      for (let up = element; up && up !== root; up = parentOf.call(up)) {
        if (around.has(up)) return false;
      }
      return true;
    };
    const jobs = [];
    const groups = new Set();
    for (const [root, outer] of around) {
      const job = fieldsOf(root, ['jobTitle', 'jobCompany', 'jobDates'], own(root));
      // Below a job a title makes another job; anything else is its description.
      if (!job.jobTitle && (outer || !job.jobCompany)) continue;
      if (outer) {
        // In the experience a text without a year is one of the description's.
        if (dated && job.jobDates && !job.jobDates.some((line) => /\p{Nd}{4}/u.test(line))) continue;
        for (let up = outer; up; up = around.get(up)) groups.add(up);
        const company = firstTake(outer, rules.fields.jobGroup, own(outer));
        if (company.length) job.jobCompany = company;
      }
      jobs.push([root, job]);
    }
    return jobs.filter(([root]) => !groups.has(root)).map(([, job]) => job).slice(0, MAX_TEXTS);
  };

  const here = () => location.href.slice(0, MAX_ADDRESS);
  const keyIn = (text) => {
    for (const after of rules.key.after) {
      const at = text.indexOf(after);
      if (at < 0) continue;
      const key = text.slice(at + after.length).split(/[,?/#)&]|%2C/)[0];
      try {
        return decodeURIComponent(key).toLowerCase();
      } catch {
        return key.toLowerCase();
      }
    }
    return '';
  };
  // A part of the page that says it is another person's: not renewed yet.
  const others = (element) => {
    if (rules.kind !== 'person') return false;
    const own = keyIn(here());
    for (let up = element; up; up = parentOf.call(up)) {
      for (const { value } of attributesOf.call(up)) {
        const key = value.length <= MAX_TEXT && value.includes('urn:') ? keyIn(value) : '';
        if (key) return key !== own;
      }
    }
    return false;
  };
  // What the item itself says of whose it is: 1 this address's, -1 another's.
  const agrees = (item) => {
    const own = keyIn(here());
    const keys = item.key.map(keyIn).filter((key) => key);
    if (!own || !keys.length) return 0;
    return keys.includes(own) ? 1 : -1;
  };
  // The name stands where it stood when the page turned to this address.
  const left = (root) => {
    const mark = globalThis[LEFT];
    return mark?.whose === here().split(/[?#,]/)[0] && performance.now() - mark.at < STALE
      && mark.names.some(([element, text]) => contains.call(root, element) && textOf.call(element) === text);
  };

  // The name in the tab's title: "(3) Ann Aasland | LinkedIn".
  const words = (text) => text.normalize('NFKD').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const titled = () => {
    const title = tidy(titleOf.call(document));
    if (rules.title && !rules.title.some((end) => title.endsWith(end))) return [];
    const name = words(title.replace(/^\(\p{Nd}+\+?\)\s*/u, '').split(' | ')[0]);
    // A single word is a name in writings that know no spaces alone.
    return name.length > 1 || /^[^\p{Lu}\p{Ll}]+$/u.test(name[0] ?? '') ? name : [];
  };
  const same = (one, other) => one.every((word) => other.includes(word)) || other.every((word) => one.includes(word));
  // The title names another than the page does: it is still turning.
  const turning = (page) => {
    const title = rules.title ? titled() : [];
    const name = words(page.items[0]?.fields.name?.[0] ?? '');
    return title.length > 0 && name.length > 0 && !same(title, name);
  };
  // The title names somebody who stands in a heading.
  const headed = () => {
    const title = titled();
    return title.length > 0 && findAll(document, 'h1, h2, h3, [role="heading"]').slice(0, MAX_TEXTS * 2)
      .some((heading) => { const name = words(tidy(textOf.call(heading))); return name.length > 0 && same(title, name); });
  };
  // The title is the one that stood there when the page turned to this address.
  const leftTitle = () => {
    const mark = globalThis[LEFT];
    return mark?.whose === here().split(/[?#,]/)[0] && performance.now() - mark.at < STALE
      && mark.title === titleOf.call(document) && titled().length > 0;
  };

  const names = Object.keys(rules.fields).filter((name) => !name.startsWith('job'));
  const keysOf = (root) => {
    for (const rule of rules.key.take ?? []) {
      const texts = take(root, { how: 'text', ...rule });
      if (texts.length) return texts;
    }
    return [];
  };
  // The selectors of items stand in for each other: the first of an item with a
  // name has the person.
  const one = () => {
    let first = null;
    for (const selector of rules.items) {
      const page = oneOf(selector);
      if (page?.items[0].fields.name) return page;
      first ??= page;
    }
    return first ?? { items: [], unrendered: [], more: 0, stale: leftTitle() };
  };
  const oneOf = (selector) => {
    const roots = seen(findAll(document, selector).slice(0, MAX_TEXTS));
    const items = roots.map((root) => ({ root, key: keysOf(root) }));
    const item = items.find((item) => agrees(item) > 0) ?? items.find((item) => agrees(item) === 0) ?? items[0];
    if (!item) return null;
    const { root, key } = item;
    const says = agrees(item);
    const read = { fields: fieldsOf(root, names), key, jobs: jobsOf(rules.jobs), experience: [] };
    if (!read.jobs.length) read.experience = jobsOf(rules.experience);
    const stale = says < 0 || (says === 0 && (read.fields.name ? left(root) : leftTitle()));
    return { items: [read], unrendered: [], more: 0, stale };
  };
  const many = () => {
    const roots = rows();
    const items = [];
    const unrendered = [];
    const named = [];
    for (const root of roots.slice(0, MAX_ITEMS)) {
      const item = { fields: fieldsOf(root, names), key: keysOf(root), jobs: [], experience: [] };
      if (item.fields.name) {
        items.push(item);
        named.push(root);
      } else if (item.fields.title || item.fields.company || item.fields.place) {
        items.push(item);
      } else if (item.key.length) {
        unrendered.push(item.key[0]);
      }
    }
    for (const selector of rules.unrendered ?? []) {
      for (const element of findAll(document, selector).slice(0, MAX_ITEMS)) {
        const text = keyTexts(element)[0];
        if (text) unrendered.push(text);
        else if (!named.some((row) => contains.call(row, element) || contains.call(element, row))) unrendered.push('');
      }
    }
    return { items, unrendered: unrendered.slice(0, MAX_ITEMS * 2), more: Math.max(0, roots.length - MAX_ITEMS), stale: false };
  };
  const collect = () => {
    work = 0;
    return rules.kind === 'list' ? many() : one();
  };

  // Microdata and h-cards, in JSON-LD's words.
  const values = (element) => {
    const name = nameOf.call(element);
    if (name === 'meta' || attribute(element, 'content')) return attribute(element, 'content');
    if (name === 'time') return attribute(element, 'datetime') ?? visibleText(element);
    if (name === 'data' || name === 'meter') return attribute(element, 'value') ?? visibleText(element);
    if (['a', 'area', 'link'].includes(name)) return attribute(element, 'href');
    if (['img', 'audio', 'embed', 'iframe', 'source', 'track', 'video'].includes(name)) return attribute(element, 'src');
    if (name === 'object') return attribute(element, 'data');
    return visibleText(element);
  };
  const add = (object, name, value) => {
    const known = object[name] ?? [];
    if (known.length < MAX_TEXTS) object[name] = [...known, value];
  };
  const microdata = (scope, depth) => {
    const item = { '@type': (attribute(scope, 'itemtype') ?? '').split(/\s+/).slice(0, 5).map((type) => type.slice(0, 200)) };
    const id = attribute(scope, 'itemid');
    if (id) item['@id'] = id.slice(0, 500);
    const done = new Set([scope]);
    const walk = (element, level) => {
      if (done.has(element) || level > MAX_DEPTH || (work += 1) > MAX_WORK) return;
      done.add(element);
      const own = Element.prototype.hasAttribute.call(element, 'itemscope');
      const props = (attribute(element, 'itemprop') ?? '').split(/\s+/).filter((name) => name).slice(0, 5);
      for (const prop of props) {
        if (!own) add(item, prop, tidy(values(element)));
        else if (depth < 4) add(item, prop, microdata(element, depth + 1));
        // A link may be the value of an address and the text of a name.
        if (!own && nameOf.call(element) === 'a' && !/^(url|sameAs|image|email|telephone)$/.test(prop)) {
          item[prop][item[prop].length - 1] = tidy(visibleText(element));
        }
      }
      if (!own) for (let child = firstOf.call(element); child; child = nextOf.call(child)) if (isElement(child)) walk(child, level + 1);
    };
    for (let child = firstOf.call(scope); child; child = nextOf.call(child)) if (isElement(child)) walk(child, 0);
    for (const ref of (attribute(scope, 'itemref') ?? '').split(/\s+/).filter((name) => name).slice(0, MAX_TEXTS)) {
      const [element] = find(document, `[id="${CSS.escape(ref)}"]`, true);
      if (element && !contains.call(element, scope)) walk(element, 0);
    }
    return item;
  };
  const card = (root) => {
    const around = nested([root, ...findAll(root, '.h-card, .vcard, .h-adr, .adr').slice(0, MAX_NODES)]);
    const part = (classes, address) => {
      for (const element of findAll(root, classes).slice(0, MAX_TEXTS)) {
        let up = around.has(element) ? around.get(element) : parentOf.call(element);
        while (up && !around.has(up)) up = parentOf.call(up);
        const isAddress = up && up !== root && Element.prototype.matches.call(up, '.h-adr, .adr');
        if (up !== root && !(isAddress && around.get(up) === root)) continue;
        if (!classes.includes('org') && within(element, '.p-org, .org')) continue;
        const name = nameOf.call(element);
        let value = visibleText(element);
        if (address) value = attribute(element, name === 'a' || name === 'link' ? 'href' : 'value') ?? value;
        else if (name === 'data' || name === 'meter') value = attribute(element, 'value') ?? value;
        else if (name === 'abbr') value = attribute(element, 'title') ?? value;
        else if (name === 'img') value = attribute(element, 'alt');
        if (tidy(value)) return tidy(value);
      }
      return undefined;
    };
    const item = {
      '@type': 'Person',
      name: part('.p-name, .fn'),
      givenName: part('.p-given-name, .given-name'),
      familyName: part('.p-family-name, .family-name'),
      jobTitle: part('.p-job-title, .title') ?? part('.p-role, .role'),
      worksFor: part('.org .organization-name') ?? part('.p-org, .org'),
      email: part('.u-email, .email', true),
      telephone: part('.p-tel, .u-tel, .tel', true),
      url: part('.u-url, .url', true),
      homeLocation: part('.p-adr, .adr, .p-label'),
      address: {
        addressLocality: part('.p-locality, .locality'),
        addressRegion: part('.p-region, .region'),
        addressCountry: part('.p-country-name, .country-name'),
      },
    };
    const org = findAll(root, '.p-org').find((one) => nested([root, one]).get(one) === root);
    if (org) item.worksFor = tidy(visibleText(findAll(org, '.p-name')[0] ?? org)) || item.worksFor;
    const properties = findAll(root, '[class]').slice(0, MAX_NODES).some((one) => /(^|\s)((p|u|dt|e)-[a-z]|fn(\s|$))/.test(attribute(one, 'class')));
    if (!item.name && !item.givenName && !properties) item.name = attribute(root, 'title') ?? tidy(visibleText(root));
    if (!item.name && nameOf.call(root) === 'img') item.name = attribute(root, 'alt');
    const isOrganization = item.name && tidy(item.worksFor) === tidy(item.name);
    return (item.name || item.givenName) && !isOrganization ? item : null;
  };
  const structured = () => {
    if (!rules.data) return [];
    work = 0;
    const texts = findAll(document, 'script[type="application/ld+json" i]')
      .slice(0, MAX_TEXTS)
      .map((script) => textOf.call(script).slice(0, MAX_DATA));
    const items = findAll(document, '[itemtype*="/Person"], [itemtype*="/ProfilePage"]').slice(0, MAX_ITEMS)
      .filter((scope) => !withinPerson(scope))
      .map((scope) => microdata(scope, 0));
    const cards = findAll(document, '.h-card, .vcard').slice(0, MAX_ITEMS)
      .filter((element) => !Element.prototype.matches.call(element, '.p-org, .org') && !within(element, '.h-card, .vcard'))
      .map(card).filter((one) => one);
    return texts.concat([...items, ...cards].map((one) => JSON.stringify({ '@context': 'dom', ...one }).slice(0, MAX_DATA)));
  };
  // Inside another person's: a relative, a colleague.
  const within = (element, selector) => {
    const up = parentOf.call(element);
    return Boolean(up && Element.prototype.closest.call(up, selector));
  };
  const withinPerson = (scope) => within(scope, '[itemtype$="/Person"]');

  const busy = () => findAll(document, '[aria-busy="true"], .artdeco-loader, .initial-load-animation')
    .slice(0, MAX_TEXTS).some(shown);
  const named = (page) => page.items.some((item) => item.fields.name) && !page.stale;
  const whole = (page) => named(page) && !turning(page) && (!rules.jobs?.length
    || page.items.every((item) => item.fields.place && (item.jobs.length || item.experience.length)));
  const settled = (page, since) => {
    if (whole(page)) return true;
    // A name is there and the rest may come: a moment of quiet is enough.
    if (turning(page)) return false;
    if (named(page)) return rules.kind === 'list' || !rules.jobs?.length || performance.now() - since > 300;
    if (page.stale) return false;
    if (rules.data && structured().some((text) => text.includes('Person'))) return true;
    const quiet = stateOf.call(document) === 'complete' && performance.now() - since > 800;
    return quiet && (rules.fields.name?.length === 0 || (rules.kind === 'person' && !busy() && headed()));
  };

  // What the main part shows, line by line, for a page whose rules find nobody:
  // how large a line is written, whether it is a heading, and what it links to.
  const APART = /^(nav|aside|footer|dialog|form)$/;
  const APART_ROLES = /^(navigation|complementary|banner|contentinfo|search|dialog|alertdialog|alert|status|listbox|menu|menubar|tooltip)$/;
  const outline = () => {
    work = 0;
    const lines = [];
    let line = null;
    let nodes = 0;
    const flush = () => {
      if (line) {
        line.text = tidy(line.text).slice(0, MAX_LINE);
        if (line.text) lines.push(line);
      }
      line = null;
    };
    const walk = (node, depth, rank, link) => {
      const name = nameOf.call(node);
      const within = rank > 0;
      if (depth && (APART.test(name) || APART_ROLES.test(attribute(node, 'role') ?? ''))) return;
      const style = getComputedStyle(node);
      if (hidden(node, style)) return;
      if (/^h[1-6]$/.test(name)) rank = Number(name[1]);
      else if (attribute(node, 'role') === 'heading') rank = Number(attribute(node, 'aria-level')) || 2;
      if (name === 'a') link = (attribute(node, 'href') ?? '').slice(0, MAX_LINE);
      const own = Math.round(parseFloat(style.fontSize)) || 0;
      // A heading is one line; elsewhere every element's words stand for
      // themselves.
      const breaks = !within || !rank;
      if (breaks) flush();
      const doubled = spoken(node);
      for (let child = firstOf.call(node); child; child = nextOf.call(child)) {
        if (lines.length >= MAX_LINES || (nodes += 1) > MAX_WALK) return;
        if (isText(child)) {
          line ??= { text: '', rank, size: own, link };
          if (line.text.length <= MAX_LINE) line.text += textOf.call(child).slice(0, MAX_LINE * 2);
        } else if (isElement(child) && depth < MAX_DEPTH) {
          if (nameOf.call(child) === 'br') { flush(); continue; }
          if (doubled.length && attribute(child, 'aria-hidden') !== 'true' && doubled.includes(tidy(textOf.call(child)))) continue;
          walk(child, depth + 1, rank, link);
        }
      }
      if (breaks) flush();
    };
    const mains = seen(firstElements(document, ['main', '[role="main"]', 'body']).slice(0, MAX_TEXTS));
    // A profile that opens over a list stands in a dialog.
    const over = findAll(document, '[role="dialog"]').slice(0, MAX_TEXTS).filter(shown);
    for (const root of [mains[0], ...over]) if (root) walk(root, 0, 0, '');
    flush();
    return lines;
  };

  // All that a page says which says little: a check in place of a person.
  const allText = () => {
    const body = getter(Document, 'body').call(document);
    const text = body ? tidy(visibleText(body)) : '';
    return text.length <= 600 ? text : '';
  };

  let page = collect();
  if (wait > 0) {
    const start = performance.now();
    let changed = start; // when the page last did
    let cost = 0;
    let namedAt = null;
    const observer = new MutationObserver(() => { changed = performance.now(); });
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    for (;;) {
      const now = performance.now();
      if (!named(page)) namedAt = null;
      else namedAt ??= now;
      if (settled(page, changed) || now - start > wait || (namedAt !== null && now - namedAt > (turning(page) ? 2000 : 1000))) break;
      // A page that takes long to read is looked at less often.
      const pause = 50 + 5 * cost;
      await new Promise((resolve) => { setTimeout(resolve, pause); });
      const before = performance.now();
      page = collect();
      cost = performance.now() - before;
    }
    observer.disconnect();
  }
  const root = rootOf.call(document);
  const heading = find(document, 'h1', true)[0];
  return {
    address: here(),
    language: tidy(attribute(root, 'lang')).slice(0, 35),
    headings: [titleOf.call(document), heading ? visibleText(heading) : '', named(page) ? '' : allText()].map((text) => tidy(text).slice(0, 600)),
    loading: page.stale || stateOf.call(document) === 'loading' || busy(),
    blocked: (rules.blocked ?? []).some((selector) => find(document, selector, true).length > 0),
    items: page.stale ? [] : page.items,
    unrendered: page.unrendered,
    more: page.more,
    structured: page.stale ? [] : structured(),
    outline: named(page) || page.stale || rules.kind === 'list' ? [] : outline(),
  };
}
