// Profile pages of as many people as a test wants, in one page that turns to the
// next without loading, as Sales Navigator does. Nobody in them exists.

const GIVEN = ['Ann', 'Bo', 'Cay', 'Dag', 'Eva', 'Finn', 'Gro', 'Hans', 'Ida', 'Jon'];
const FAMILY = ['Aasland', 'Bergvik', 'Dalby', 'Eknes', 'Fossum', 'Gran', 'Haugen', 'Iversen', 'Jansen', 'Kvam',
  'Lund', 'Moen', 'Nygard', 'Olsen', 'Paulsen', 'Ruud', 'Solberg', 'Tangen', 'Ulvestad', 'Vik'];
export const COUNT = GIVEN.length * FAMILY.length;

/** The first and last name of the person with this number, from 0. */
export const nameOf = (at) => [GIVEN[at % GIVEN.length], FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length]];
export const addressOf = (at) => `https://www.linkedin.com/sales/lead/ACwAAPanel${String(at).padStart(28, '0')},NAME_SEARCH,aB3d`;
/** The number of the person that an address shows; null for another page. */
export const numberIn = (address) => {
  const found = /ACwAAPanel(\d+),/.exec(address ?? '');
  return found ? Number(found[1]) : null;
};

/** The page: `turn(at)` changes the address, `render(at)` what it shows. */
const html = (at) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lead</title></head><body><main></main><script>
  const name = (at) => [${JSON.stringify(GIVEN)}[at % ${GIVEN.length}], ${JSON.stringify(FAMILY)}[Math.floor(at / ${GIVEN.length}) % ${FAMILY.length}]].join(' ');
  const turn = (at) => history.pushState(null, '', '/sales/lead/ACwAAPanel' + String(at).padStart(28, '0') + ',NAME_SEARCH,aB3d');
  const render = (at) => {
    document.querySelector('main').innerHTML = '<section data-sn-view-name="feature-lead-top-card"><h1 data-x--lead--name>' + name(at) + '</h1>'
      + '<div data-anonymize="location">Oslo, Norway</div></section><section data-sn-view-name="lead-current-role"><ul><li>'
      + '<span data-anonymize="job-title">Buyer</span> <a data-anonymize="company-name">Company ' + at + '</a></li></ul></section>';
  };
  render(${at});
</script></body></html>`;

/** Serves all of them to this browser. */
export const serve = (context) => context.route(/ACwAAPanel/, (route) => route.fulfill({
  contentType: 'text/html', body: html(numberIn(route.request().url())),
}));
