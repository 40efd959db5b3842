import type { Draft } from './draft.ts'
import type { FieldKit } from './field-kit.ts'

// 本机存储: what is written in the field lies in IndexedDB until the service has it, and outlives the page.
const NAME = 'lianxie-visits'
type Store = 'drafts' | 'photos' | 'kits'

let opening: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.addEventListener('upgradeneeded', () => {
      asked.result.createObjectStore('drafts', { keyPath: 'visitId' }).createIndex('owner', 'owner')
      asked.result.createObjectStore('photos')
      asked.result.createObjectStore('kits', { keyPath: 'owner' })
    })
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('the device keeps nothing')))
  })
  opening.catch(() => (opening = undefined))
  return opening
}

async function within<T>(store: Store, mode: IDBTransactionMode, work: (at: IDBObjectStore) => IDBRequest<T>) {
  const transaction = (await open()).transaction(store, mode)
  return new Promise<T>((resolve, reject) => {
    const request = work(transaction.objectStore(store))
    transaction.addEventListener('complete', () => resolve(request.result))
    const failed = () => reject(transaction.error ?? new Error(`nothing was kept in ${store}`))
    transaction.addEventListener('abort', failed)
    transaction.addEventListener('error', failed)
  })
}

export const keepDraft = (draft: Draft) => within('drafts', 'readwrite', (at) => at.put(draft))
export const dropDraft = (visitId: string) => within('drafts', 'readwrite', (at) => at.delete(visitId))
export const draftsOf = (owner: string): Promise<Draft[]> =>
  within('drafts', 'readonly', (at) => at.index('owner').getAll(owner) as IDBRequest<Draft[]>)

export const keepPhoto = (photoId: string, blob: Blob) => within('photos', 'readwrite', (at) => at.put(blob, photoId))
export const dropPhoto = (photoId: string) => within('photos', 'readwrite', (at) => at.delete(photoId))
export const photoOf = (photoId: string): Promise<Blob | undefined> =>
  within('photos', 'readonly', (at) => at.get(photoId) as IDBRequest<Blob | undefined>)

export const keepKit = (kit: FieldKit) => within('kits', 'readwrite', (at) => at.put(kit))
export const kitOf = (owner: string): Promise<FieldKit | undefined> =>
  within('kits', 'readonly', (at) => at.get(owner) as IDBRequest<FieldKit | undefined>)
