/** A small store of this browser for what is too large for localStorage: files. */
const NAME = 'cunzheng';
const STORE = 'kept';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException('blocked', 'AbortError'));
  });
}

/**
 * Does something in one transaction; resolves to what the request of `act` gives once all of it is kept. Private windows
 * and some web views keep nothing: then it resolves to `undefined`, and the page works without.
 */
export async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  try {
    const database = await open();
    try {
      return await finished(database.transaction(STORE, mode), act);
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function finished<T>(
  transaction: IDBTransaction,
  act: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
