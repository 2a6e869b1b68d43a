// What a page can do to the reader, and what the reader makes of a page that
// has changed or turned to another person: in the built extension, whose world
// in the tab is its own.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { clickPageButton } from './action-popup.mjs';
import { World } from './harness.mjs';
import { AT, KEY, NEXT, html, lead } from './lead-page.mjs';

let world;
before(async () => { world = await World.start(); });
after(() => world.stop());
afterEach(async () => {
  assert.deepEqual(world.errors, []);
  await world.reset();
});

const SEARCH = 'https://www.linkedin.com/sales/search/people?query=hostile';

/** A page of the given text at an address, and the popup for it, signed in. */
async function popupFor(address, text) {
  await world.setUp();
  await world.context.route((url) => url.href === address, (route) => route.fulfill({ contentType: 'text/html', body: text }));
  const page = await world.visit(address);
  const popup = await world.popup(page);
  return { page, popup };
}

async function formOf(address, text) {
  const { page, popup } = await popupFor(address, text);
  await world.signIn(popup);
  await popup.getByRole('button', { name: 'Create lead' }).waitFor();
  return { page, popup };
}

const value = (popup, label) => popup.getByLabel(label).inputValue();

/** What a screen reader adds to a field: where its value came from, and its marks. */
const described = (popup, label) => popup.getByLabel(label).evaluate((control) => (control.getAttribute('aria-describedby') ?? '')
  .split(' ').map((id) => document.getElementById(id)?.textContent).join(' '));

/** What the form must say for a page that is `lead('Ann Aasland')`. */
async function isAnn(popup) {
  for (const [label, expected] of [['First Name', 'Ann'], ['Last Name', 'Aasland'], ['Title', 'Buyer'], ['Company', 'Northwind']]) {
    assert.equal(await value(popup, label), expected, label);
  }
}

describe('a hostile page', () => {
  for (const [what, text] of [
    ['redefines the DOM and the language', html(`${lead('Ann Aasland')}<script>
      const wrong = () => { throw new Error('mine now'); };
      document.querySelector = document.querySelectorAll = document.getElementById = wrong;
      Document.prototype.querySelectorAll = Element.prototype.querySelectorAll = Element.prototype.getAttribute = wrong;
      Array.prototype.map = Array.prototype.filter = Array.prototype.push = String.prototype.trim = wrong;
      JSON.stringify = JSON.parse = Promise.prototype.then = window.getComputedStyle = wrong;
      Object.defineProperty(Node.prototype, 'textContent', { get: () => 'Not Ann' });
      Object.defineProperty(Element.prototype, 'localName', { get: () => 'script' });
      Object.defineProperty(Document.prototype, 'readyState', { get: () => 'loading' });
    </script>`)],
    ['names its form fields like the DOM', html(`${lead('<form><input name="attributes"><input name="textContent"><input name="parentElement"><input name="childNodes"><input name="closest"><input name="getAttribute">Ann Aasland</form>')}
      <form name="querySelectorAll"></form><form name="documentElement"></form><img name="body"><form name="title"></form>
      <form name="readyState"></form><form name="createElement"></form><form name="addEventListener"></form>`)],
    ['is nested deep, in its data and in its name', html(`${lead('Ann Aasland<i id="deep"></i>')}<script>
      let inner = document.getElementById('deep');
      for (let depth = 0; depth < 5000; depth += 1) inner = inner.appendChild(document.createElement('i'));
      inner.textContent = 'Too Deep';
    </script>`, `<script type="application/ld+json">${'{"@graph":['.repeat(5000)}</script>`)],
    ['never rests', html(`${lead('Ann Aasland')}<p id="storm"></p><script>
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        for (let at = 0; at < 500; at += 1) document.getElementById('storm').textContent = String(Math.random());
        port2.postMessage(0);
      };
      port2.postMessage(0);
    </script>`)],
    ['has a megabyte in other fields', html(lead('Ann Aasland', `<div data-anonymize="headline">${'very long '.repeat(100_000)}</div>`))],
    ['has two hundred thousand elements beside the person', html(`${lead('Ann Aasland')}<div id="many"></div><script>document.getElementById('many').innerHTML = '<b data-a="/sales/lead/x">x</b>'.repeat(200000);</script>`)],
  ]) {
    it(what, async () => {
      const { popup } = await formOf(AT, text);
      await isAnn(popup);
    });
  }

  it('names its form fields like the DOM: the button stands there all the same', async () => {
    const clobbered = ['createElement', 'body', 'documentElement', 'addEventListener', 'dispatchEvent'];
    await world.setUp();
    await world.context.route((url) => url.href === AT, (route) => route.fulfill({
      contentType: 'text/html', body: html(lead('Ann Aasland') + clobbered.map((name) => `<form name="${name}"></form>`).join('')),
    }));
    await clickPageButton(world, await world.visit(AT));
  });

  it('puts markup, script and SOQL into names: they stay the text they are', async () => {
    const name = '&lt;img src=x onerror=alert(1)&gt; O&#39;Neil';
    const company = ' &lt;script&gt;alert(1)&lt;/script&gt; \' OR Name LIKE \'%';
    const { popup } = await formOf(AT, html(lead(name, '', company)));
    assert.equal(await value(popup, 'Company'), "Northwind <script>alert(1)</script> ' OR Name LIKE '%");
    assert.equal(await popup.locator('main img, main script').count(), 0);
    await world.looked(popup);
    const asked = (await world.org.order('GET', 'log')).filter((one) => one.path.endsWith('/composite'));
    assert.ok(asked.every((one) => one.status === 200), JSON.stringify(asked));
  });

  it('has a megabyte in the name: it is cut, and the rep can correct it', async () => {
    const { popup } = await formOf(AT, html(lead('Annabella '.repeat(100_000))));
    const last = popup.getByLabel('Last Name');
    assert.ok((await last.inputValue()).length <= 80);
    assert.ok(await last.isEditable());
  });

  it('has ten thousand rows: five hundred are read, the others counted', async () => {
    const { popup } = await popupFor(SEARCH, html(`<ol id="rows"></ol><script>
      document.getElementById('rows').innerHTML = Array.from({ length: 10000 }, (_, at) => \`<li class="artdeco-list__item"><div data-x-search-result="LEAD">
        <a data-view-name="search-results-lead-name" href="/sales/lead/ACwAAMany\${at},NAME_SEARCH,x"><span data-anonymize="person-name">Ann Aasland</span></a></div></li>\`).join('');
    </script>`));
    await popup.getByRole('heading', { name: '500 people on this page' }).waitFor();
    await popup.getByText('9,500 more are not loaded yet.').waitFor();
  });
});

describe('a page with a message of its own open', () => {
  it('is not waited for without an end, and is read once the message is answered', async () => {
    await world.setUp();
    await world.context.route((url) => url.href === AT, (route) => route.fulfill({ contentType: 'text/html', body: html(lead('Ann Aasland')) }));
    const page = await world.visit(AT);
    const popup = await world.popup(page);
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
    await popup.close();
    const asked = page.waitForEvent('dialog');
    await page.evaluate(() => { setTimeout(() => alert('Are you still there?')); });
    const message = await asked;
    const late = await world.popup(page);
    await late.getByRole('heading', { name: 'The page does not answer.' }).waitFor();
    await message.accept();
    await late.getByRole('button', { name: 'Try again' }).click();
    await late.getByRole('button', { name: 'Create lead' }).waitFor();
    await isAnn(late);
  });
});

describe('a page that turns to another person', () => {
  // The address changes at once; who is shown changes when the test says so.
  const turning = html(`<main>${lead('Ann Aasland')}</main><script>
    addEventListener('turn', () => history.pushState(null, '', '${NEXT}'));
    addEventListener('render', () => { document.querySelector('main').innerHTML = ${JSON.stringify(lead('Bo Bergvik'))}; });
  </script>`);
  const say = (page, word) => page.evaluate((name) => dispatchEvent(new Event(name)), word);

  it('is never read as the person before', async () => {
    const { page, popup } = await formOf(AT, turning);
    await isAnn(popup);
    await popup.close();
    await say(page, 'turn');
    const early = await world.popup(page);
    await early.getByRole('heading', { name: 'The page is still loading.' }).waitFor();
    await say(page, 'render');
    await early.getByRole('button', { name: 'Try again' }).click();
    await early.getByRole('button', { name: 'Create lead' }).waitFor();
    assert.equal(await value(early, 'First Name'), 'Bo');
  });
});

describe('a page that has changed', () => {
  const changed = html('<main><p class="_h1_ab12">Ann Aasland</p><section data-sn-view-name="feature-lead-top-card"><div data-anonymize="headline">Secret headline</div></section></main>');

  it('gives an empty form with the link, and a report with nothing of the page', async () => {
    const { popup } = await formOf(AT, changed);
    await popup.getByRole('heading', { name: 'This page has changed' }).waitFor();
    for (const label of ['First Name', 'Last Name', 'Title', 'Company', 'Mailing Country']) {
      assert.equal(await value(popup, label), '', label);
      assert.ok(await popup.getByLabel(label).isEditable(), label);
    }
    await popup.getByText('What the report says').click();
    const report = await popup.locator('pre').innerText();
    for (const word of ['sales-navigator-lead', 'Not found: name', 'h1[data-x--lead--name]', 'Found: headline']) {
      assert.ok(report.includes(word), `${word}: ${report}`);
    }
    for (const word of ['Ann', 'Aasland', 'Secret', KEY]) assert.ok(!report.includes(word), word);
    await world.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.getByRole('button', { name: 'Copy report' }).click();
    await popup.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal((await popup.evaluate(() => navigator.clipboard.readText())).trim(), report.trim());
  });

  it('is read by what profiles have in common: each value marked and open, and the report is there', async () => {
    await world.setUp();
    const popup = await world.popup(await world.visit('https://www.linkedin.com/in/anne-sophie-motte-example/'));
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
    for (const label of ['First Name', 'Last Name', 'Company', 'Mailing Country']) {
      assert.notEqual(await value(popup, label), '', label);
      const said = await described(popup, label);
      assert.ok(said.includes('read without the site’s rules'), `${label}: ${said}`);
      assert.ok(await popup.getByLabel(label).isEditable(), label);
    }
    await popup.getByText('What the report says').click();
    const report = await popup.locator('pre').innerText();
    assert.ok(report.includes('linkedin-profile') && !report.includes('Motte'), report);
  });

  it('is listed in the settings by rules and day, with nothing of the page', async () => {
    const { popup } = await formOf(AT, changed);
    await popup.getByRole('heading', { name: 'This page has changed' }).waitFor();
    const settings = await world.context.newPage();
    await settings.goto(world.url('options.html'));
    const list = settings.getByRole('region', { name: 'Pages that the rules did not fit' });
    await list.getByRole('cell', { name: 'sales-navigator-lead' }).waitFor();
    const said = await list.innerText();
    assert.match(said, /[A-Z][a-z]{2} \d{1,2}, \d{4}\s+sales-navigator-lead\s+1\s+.*name/);
    for (const word of ['Ann', 'Aasland', 'Secret', KEY]) assert.ok(!said.includes(word), word);
  });

  it('is repaired by rules of the settings', async () => {
    await world.setUp();
    await world.set({ sites: [{
      id: 'sales-navigator-lead', site: 'sales-navigator', kind: 'person',
      addresses: ['https://www.linkedin.com/sales/lead/*'],
      key: { after: ['/sales/lead/'], link: 'https://www.linkedin.com/sales/lead/{key}' },
      items: ['main'], fields: { name: [{ select: '._h1_ab12' }] },
    }] });
    await world.context.route((url) => url.href === AT, (route) => route.fulfill({ contentType: 'text/html', body: changed }));
    const popup = await world.popup(await world.visit(AT));
    await world.signIn(popup);
    await popup.getByRole('button', { name: 'Create lead' }).waitFor();
    assert.equal(await value(popup, 'First Name'), 'Ann');
  });
});

describe('a profile of each generation of markup', () => {
  const www = (path) => `https://www.linkedin.com${path}`;
  for (const [generation, address, first, last, company] of [
    ['A', www('/in/leopold-ashcombe-example/'), 'Leopold', 'Ashcombe', 'Northwind Harbor'],
    ['B', www('/in/cordelia-whitmarsh-example/'), 'Cordelia', 'Whitmarsh', 'Northwind Harbor'],
    ['C', www('/in/owen-tarrant-example/'), 'Owen', 'Tarrant', 'Tidewater Tools'],
    ['D', www('/in/hugues-plessis-example/'), 'Hugues', 'du Plessis', 'Forges Lumière'],
    ['E0', www('/in/camille-marchand-example/'), 'Camille', 'Marchand', 'Groupe Lumière'],
    ['E', www('/in/beatrix-holloway-example/'), 'Beatrix', 'Holloway', 'Wingtip Foods'],
    ['E by id', www('/in/ignacio-fuente-example/'), 'Ignacio', 'de la Fuente', 'Contrail S.L.'],
    ['E0, the name in the badge', www('/in/hester-lindqvale-example/'), 'Hester', 'Lindqvale', 'Quarrystone Mills'],
    ['E, marks beside the experience', www('/in/wolfram-eschenbach-example/'), 'Wolfram', 'Eschenbach', 'Nordhafen Logistik GmbH'],
    ['D, every class renamed', www('/in/tobiah-merriweather-example/'), 'Tobiah', 'Merriweather', 'Blackthorn Quays'],
    ['of 2016, signed in', www('/in/thaddeus-wrenfield-example'), 'Thaddeus', 'Wrenfield', 'Wingtip Timber'],
    ['of 2016, signed out', www('/in/prudence-ackerley-example'), 'Prudence', 'Ackerley', 'Northwind Harbor'],
    ['one without a title', www('/in/asbjorn-hestvik-1a2b3c/'), 'Asbjörn', 'Hestvik', 'Norrviken Stål'],
    ['a lead opened over search results', www('/sales/search/people/panel1'), 'Barnaby', 'Quill', 'Contoso Ports'],
    ['a lead opened over a list', www('/sales/lists/people/7007'), 'Benedita', 'Salgueiro', 'Fabrikam Ibérica'],
    ['one that no rules know', www('/in/anne-sophie-motte-example/'), 'Anne-Sophie', 'de la Motte', 'Atelier Lumière'],
    ['signed out, JSON-LD', www('/in/magnus-solbakken-example'), 'Magnus', 'Solbakken'],
    ['signed out, top card', www('/in/sylvain-lhermite-example'), 'Sylvain', "L'Hermite", 'Vignobles Contoso'],
    ['lead, place as a bare paragraph', www('/sales/lead/ACwAABXKgS8FGi342YR37hdO60R6dYd88mkwmwW')],
    ['lead without view names', www('/sales/lead/ACwAABdlyUNehdziDNlTwodZpXzYnMdbkAiYMtL')],
  ]) {
    it(generation, async () => {
      await world.setUp();
      const popup = await world.popup(await world.visit(address));
      await world.signIn(popup);
      await world.looked(popup);
      const shown = Object.fromEntries(await Promise.all(['First Name', 'Last Name', 'Company'].map(async (label) => [label, await value(popup, label)])));
      for (const [label, expected] of [['First Name', first], ['Last Name', last], ['Company', company]]) {
        if (expected) assert.equal(shown[label], expected, label);
        else assert.ok(shown[label], label);
      }
      await popup.getByRole('button', { name: 'Create lead' }).click();
      await popup.getByRole('link', { name: 'Open in Salesforce' }).waitFor();
      const [lead] = await world.records('Lead');
      assert.deepEqual([lead.FirstName, lead.LastName, lead.Company], Object.values(shown));
    });
  }
});

describe('where a value came from', () => {
  it('is said at each field, to the eye and to a screen reader', async () => {
    const contact = '<section data-sn-view-name="lead-contact-info"><a href="mailto:ann@example.com">Mail</a><a href="tel:+4755500101">Call</a></section>';
    const { popup } = await formOf(AT, html(lead('Ann Aasland') + contact));
    for (const [label, source] of [
      ['First Name', 'Profile'], ['Last Name', 'Profile'], ['Mailing Country', 'Profile'], ['Title', 'Current role'],
      ['Company', 'Current role'], ['Email', 'Contact info'], ['Phone', 'Contact info'],
    ]) {
      const said = await described(popup, label);
      assert.ok(said.includes(source), `${label}: ${said}`);
    }
    await popup.getByLabel('Company').fill('Typed');
    await popup.getByText('Typed by you').waitFor();
  });
});

describe('a page that is no profile', () => {
  const at = 'https://www.linkedin.com/pulse/why-harbours-silt-up-hostile/';

  it('has an author: proposed and marked, since it may be about somebody else', async () => {
    const author = { '@context': 'https://schema.org', '@type': 'Article', author: { '@type': 'Person', name: 'Ann Aasland' } };
    const { popup } = await formOf(at, html('<article><h1>Why harbours silt up</h1></article>', `<script type="application/ld+json">${JSON.stringify(author)}</script>`));
    for (const [label, expected] of [['First Name', 'Ann'], ['Last Name', 'Aasland']]) {
      assert.equal(await value(popup, label), expected, label);
      const said = await described(popup, label);
      assert.ok(said.includes('whoever wrote this page may not be the person it is about'), `${label}: ${said}`);
      assert.ok(await popup.getByLabel(label).isEditable(), label);
    }
  });

  it('has something that turns for ever: it is said that nobody was found', async () => {
    const { popup } = await popupFor(at, html('<div class="initial-load-animation">LinkedIn</div><main><h1>Companies</h1><p>Clifden Harbour</p></main>'));
    await popup.getByRole('heading', { name: 'No person was found on this page.' }).waitFor();
  });
});
