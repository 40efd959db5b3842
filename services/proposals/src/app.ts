import type { ServiceDefinition } from '@lianxie/service-kit'

/** 提案: the whole way of a proposal, from the draft to the archive. */
export const proposals: ServiceDefinition = {
  name: 'proposals',
  doc: { zh: '提案', en: 'Proposals' },
  migrations: new URL('../migrations/', import.meta.url),
  handlers: [],
  answers: [],
  reactions: [],
  apply: async (_tx, event) => {
    throw new Error(`expected an event of this service, got ${event.type}`)
  },
  ownTables: [],
}
