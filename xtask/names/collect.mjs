// Prints the names of @faker-js/faker as collect.py does.
import { allLocales } from '@faker-js/faker';

const kinds = { first_name: 'given', last_name: 'family' };
for (const [locale, { person }] of Object.entries(allLocales)) {
  for (const [key, kind] of Object.entries(kinds)) {
    const names = new Set(Object.values(person?.[key] ?? {}).flat().filter((name) => typeof name === 'string'));
    for (const name of names) console.log(['faker-js', locale, kind, name, ''].join('\t'));
  }
}
