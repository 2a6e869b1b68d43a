// A page's data for machines: JSON-LD as it stands; microdata and h-cards in the
// same words.

'use strict';

{
  const parts = globalThis[Symbol.for('add-to-crm:reader')];
  const { MOST, dom } = parts;
  const { attribute, attributesOf, closest, contains, findAll, firstOf, has, isElement, isText, matches, nameOf, nested, nextOf, parentOf, textOf, tidy } = dom;

  const SOURCES = ['img', 'audio', 'embed', 'iframe', 'source', 'track', 'video'];
  const childrenOf = (element) => {
    const all = [];
    for (let child = firstOf(element); child && all.length < MOST.nodes; child = nextOf(child)) if (isElement(child)) all.push(child);
    return all;
  };
  const wordsOf = (element, name) => (attribute(element, name) ?? '').split(/\s+/).filter((word) => word);
  /** Inside another's: a relative, a colleague. */
  const within = (element, selector) => {
    const up = parentOf(element);
    return Boolean(up && closest(up, selector));
  };

  parts.data = (text, budget) => {
    // ---- microdata
    const valueOf = (element) => {
      const name = nameOf(element);
      if (name === 'meta' || attribute(element, 'content')) return attribute(element, 'content');
      if (name === 'time') return attribute(element, 'datetime') ?? text.visible(element);
      if (name === 'data' || name === 'meter') return attribute(element, 'value') ?? text.visible(element);
      if (['a', 'area', 'link'].includes(name)) return attribute(element, 'href');
      if (SOURCES.includes(name)) return attribute(element, 'src');
      if (name === 'object') return attribute(element, 'data');
      return text.visible(element);
    };
    const add = (item, name, value) => {
      const known = item[name] ?? [];
      if (known.length < MOST.texts) item[name] = [...known, value];
    };
    const microdata = (scope, depth) => {
      const item = { '@type': wordsOf(scope, 'itemtype').slice(0, 5).map((type) => type.slice(0, 200)) };
      const id = attribute(scope, 'itemid');
      if (id) item['@id'] = id.slice(0, 500);
      const done = new Set([scope]);
      const walk = (element, level) => {
        if (done.has(element) || level > MOST.depth || budget.spent()) return;
        done.add(element);
        const inner = has(element, 'itemscope');
        for (const prop of wordsOf(element, 'itemprop').slice(0, 5)) {
          if (inner) {
            if (depth < 4) add(item, prop, microdata(element, depth + 1));
            continue;
          }
          // A link may be the value of an address and the text of a name.
          const asText = nameOf(element) === 'a' && !/^(url|sameAs|image|email|telephone)$/.test(prop);
          add(item, prop, tidy(asText ? text.visible(element) : valueOf(element)));
        }
        if (!inner) for (const child of childrenOf(element)) walk(child, level + 1);
      };
      for (const child of childrenOf(scope)) walk(child, 0);
      for (const ref of wordsOf(scope, 'itemref').slice(0, MOST.texts)) {
        const [element] = dom.find(document, `[id="${CSS.escape(ref)}"]`, true);
        if (element && !contains(element, scope)) walk(element, 0);
      }
      return item;
    };

    // ---- h-cards, of today (h-card, p-name) and of old (vcard, fn)
    // A text with a part of its own for the value: `<span class="value">`.
    const valueParts = (element) => findAll(element, '.value').slice(0, MOST.texts)
      .map((one) => ['img', 'area'].includes(nameOf(one)) ? attribute(one, 'alt') : text.visible(one));
    const plain = (element) => {
      const name = nameOf(element);
      if (name === 'abbr' || name === 'link') return attribute(element, 'title') ?? text.visible(element);
      if (name === 'data' || name === 'meter' || name === 'input') return attribute(element, 'value') ?? text.visible(element);
      if (name === 'img' || name === 'area') return attribute(element, 'alt');
      const values = valueParts(element);
      return values.length ? values.map(tidy).join('') : text.visible(element);
    };
    const address = (element) => {
      if (['a', 'area', 'link'].includes(nameOf(element))) return attribute(element, 'href');
      const [value] = findAll(element, '.value');
      return value ? address(value) : plain(element);
    };
    // What a card without any property says in all: its one picture's or
    // abbreviation's words, else its text.
    const implied = (root) => {
      let element = root;
      for (let level = 0; level < 3; level += 1) {
        const name = nameOf(element);
        if (name === 'img' || name === 'area') return attribute(element, 'alt');
        if (name === 'abbr' && attribute(element, 'title')) return attribute(element, 'title');
        const children = childrenOf(element);
        if (children.length !== 1 || matches(children[0], '[class*="h-"]')) break;
        [element] = children;
      }
      let words = '';
      const walk = (node, depth) => {
        for (let child = firstOf(node); child; child = nextOf(child)) {
          if (budget.spent() || words.length > MOST.text) return;
          if (isText(child)) words += textOf(child);
          else if (!isElement(child) || depth > MOST.depth) continue;
          else if (nameOf(child) === 'img') words += ` ${attribute(child, 'alt') ?? ''} `;
          else if (!['script', 'style', 'template'].includes(nameOf(child))) walk(child, depth + 1);
        }
      };
      walk(root, 0);
      return words;
    };
    const card = (root) => {
      const today = matches(root, '.h-card');
      const inner = findAll(root, today ? '[class*="h-"]' : '.vcard, .adr').slice(0, MOST.nodes)
        .filter((element) => !today || wordsOf(element, 'class').some((word) => /^h-[a-z]/.test(word)));
      const around = nested([root, ...inner]);
      // The card itself or an address in it: what stands in another is another's.
      const belongs = (element, classes) => {
        let up = around.has(element) ? around.get(element) : parentOf(element);
        while (up && !around.has(up)) up = parentOf(up);
        const inAddress = up && up !== root && matches(up, '.h-adr, .adr') && around.get(up) === root;
        return (up === root || inAddress) && (classes.includes('org') || !within(element, '.p-org, .org') || !contains(root, closest(parentOf(element), '.p-org, .org')));
      };
      const all = (now, old, take = plain) => {
        const classes = today ? now : old;
        if (!classes) return [];
        const found = findAll(root, classes).slice(0, MOST.texts).filter((element) => belongs(element, classes));
        return found.map((element) => tidy(take(element))).filter((words) => words);
      };
      const one = (...asked) => all(...asked)[0];
      const item = {
        '@type': 'Person',
        name: one('.p-name', '.fn'),
        honorificPrefix: one('.p-honorific-prefix', '.honorific-prefix'),
        givenName: one('.p-given-name', '.given-name'),
        familyName: one('.p-family-name', '.family-name'),
        // On old profiles the headline is called a title, too.
        jobTitle: all('.p-job-title', '.title:not([class*="headline"], [class*="headline"] *, [id*="headline"] *)'),
        worksFor: all('', '.org .organization-name'),
        email: all('.u-email, .p-email', '.email', address),
        telephone: all('.p-tel, .u-tel', '.tel', (element) => (matches(element, '.u-tel') ? address(element) : plain(element))),
        url: one('.u-url', '.url', address),
        homeLocation: one('.p-adr, .p-label', '.adr, .label'),
        address: {
          addressLocality: one('.p-locality', '.locality'),
          addressRegion: one('.p-region', '.region'),
          addressCountry: one('.p-country-name', '.country-name'),
        },
      };
      if (!item.jobTitle.length) item.jobTitle = all('.p-role', '.role');
      // A company with a card of its own has its name there.
      const company = (element) => {
        const [name] = matches(element, '.h-card, .vcard') ? findAll(element, '.p-name, .fn') : [];
        return plain(name ?? element);
      };
      if (!item.worksFor.length) item.worksFor = all('.p-org', '.org', company);
      // Its card may say where its website is.
      const sites = findAll(root, '.p-org.h-card').slice(0, MOST.texts).filter((element) => belongs(element, '.p-org'))
        .map((element) => [tidy(company(element)), nameOf(element) === 'a' ? element : findAll(element, '.u-url')[0]])
        .filter(([, site]) => site);
      const says = today && findAll(root, '[class]').slice(0, MOST.nodes).some((element) => /(^|\s)[pe]-[a-z]/.test(attribute(element, 'class')));
      if (today && !item.name && !item.givenName && !says && !inner.length) item.name = tidy(implied(root));
      if (!item.url && ['a', 'area'].includes(nameOf(root))) item.url = attribute(root, 'href') ?? undefined;
      const isOrganization = item.name && item.worksFor.includes(item.name);
      for (const [name, site] of sites) {
        const at = item.worksFor.indexOf(name);
        if (at >= 0) item.worksFor[at] = { '@type': 'Organization', name, url: tidy(address(site)) };
      }
      return (item.name || item.givenName) && !isOrganization ? item : null;
    };

    /** All of it, each as the text of a JSON-LD document. */
    return () => {
      const scripts = findAll(document, 'script[type="application/ld+json" i]').slice(0, MOST.texts)
        .map((script) => textOf(script).slice(0, MOST.data));
      // Whoever wrote what the page is about.
      const AUTHOR = '.p-author, [rel~="author"]';
      const isAuthor = (element) => wordsOf(element, 'itemprop').includes('author')
        || matches(element, `.author, ${AUTHOR}`) || findAll(element, AUTHOR).length > 0;
      const written = (element, item) => (item && isAuthor(element) ? { '@type': 'CreativeWork', author: item } : item);
      const items = findAll(document, '[itemtype*="/Person"], [itemtype*="/ProfilePage"]').slice(0, MOST.items)
        .filter((scope) => !within(scope, '[itemtype$="/Person"]'))
        .map((scope) => written(scope, microdata(scope, 0)));
      // Of a card without a name the one inside it is the person's.
      const inner = (root) => findAll(root, '.h-card, .vcard').slice(0, MOST.texts)
        .filter((element) => closest(parentOf(element), '.h-card, .vcard') === root && isPersons(element));
      const isPersons = (element) => !matches(element, '.p-org, .org, .h-org');
      const cards = findAll(document, '.h-card, .vcard').slice(0, MOST.items)
        .filter((element) => isPersons(element) && !within(element, '.h-card, .vcard'))
        .flatMap((root) => {
          const item = card(root);
          return item ? [written(root, item)] : inner(root).map((one) => written(one, card(one)));
        })
        .filter((item) => item);
      return scripts.concat([...items, ...cards].map((item) => JSON.stringify({ '@context': 'dom', ...item }).slice(0, MOST.data)));
    };
  };
}
