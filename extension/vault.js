// What content scripts may not read, for a browser that cannot close its storage
// to them (Firefox): in a database of the extension's own origin, where none of
// them comes. src/browser/vault.rs calls it.

const STORE = 'kept';

const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store(mode) {
  const request = indexedDB.open('vault', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const database = await promised(request);
  const transaction = database.transaction(STORE, mode);
  // The next call opens it anew: a worker is stopped at any time.
  transaction.oncomplete = () => database.close();
  transaction.onabort = () => database.close();
  return transaction.objectStore(STORE);
}

/** What is kept under a key, as text; undefined if nothing is. */
export async function vaultGet(key) {
  return promised((await store('readonly')).get(key));
}

/** Keeps a text. */
export async function vaultSet(key, text) {
  await promised((await store('readwrite')).put(text, key));
}

/** Forgets it. */
export async function vaultRemove(key) {
  await promised((await store('readwrite')).delete(key));
}
