import { Refusal, Sha256 } from '@lianxie/contracts'
import { type CompactMember, exportBundle, type LedgerView, readBundle } from '@lianxie/joint-protocol'
import { actorIn, Problem } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Compacts } from '../compacts/compacts.ts'

const MAX_BYTES = 64 * 1024 * 1024
const BundleParams = z.strictObject({ compactId: Sha256 })

/** 数据包: the entries of a compact as a file, to pass on without any hub, sealed for the members. */
export function mountBundles(server: FastifyInstance, compacts: () => Compacts): void {
  server.get('/joint/compacts/:compactId/bundle', {
    preValidation: async (request) => void actorIn(request, ['STAFF_OFFICE', 'OPS']),
    schema: {
      summary: '导出数据包 Export the entries as a sealed file',
      tags: ['bundles'],
      params: BundleParams,
      response: { '4xx': Problem, 503: Problem },
    },
    handler: async (request, reply) => {
      const { compactId } = request.params as z.infer<typeof BundleParams>
      const {
        member: { view },
        founding,
      } = await compacts().of(compactId)
      const plain = exportBundle(view, founding)
      const recipients = readersOf(view)
      const sealed = await compacts().keyring.sealer.seal(plain, recipients)
      return reply
        .header('content-disposition', `attachment; filename="${compactId.slice(0, 12)}.lianxie.age"`)
        .type('application/octet-stream')
        .send(Buffer.from(sealed))
    },
  })

  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post('/joint/compacts/:compactId/bundle', {
      bodyLimit: MAX_BYTES,
      preParsing: async (request, _reply, payload) => {
        actorIn(request, ['STAFF_OFFICE', 'OPS'])
        return payload
      },
      schema: {
        summary: '导入数据包 Take in entries that came as a file',
        tags: ['bundles'],
        params: BundleParams,
        querystring: z.strictObject({ carrier: z.string().max(63) }),
        response: { '4xx': Problem, 503: Problem },
      },
      handler: async (request) => {
        const { compactId } = request.params as z.infer<typeof BundleParams>
        const { carrier } = request.query as { carrier: string }
        const member = await compacts().member(compactId)
        if (!isSide(member.view, carrier)) throw new Refusal('compact.not_found', { field: 'carrier' })
        const plain = Buffer.isBuffer(request.body) && (await compacts().keyring.sealer.open(request.body))
        const bundle = plain && readBundle(plain)
        if (!bundle || bundle.compact !== compactId) throw new Refusal('bundle.unreadable', { field: 'body' })
        const verdicts = await member.take(bundle.entries, carrier)
        compacts().nudge(compactId)
        const count = (status: string) => verdicts.filter((verdict) => verdict.status === status).length
        return {
          entries: verdicts.length,
          kept: count('kept'),
          waiting: count('waiting'),
          dropped: count('dropped'),
          // To be taken in again once what they build on is here.
          noRoom: count('no_room'),
        }
      },
    })
  })
}

/** The sealing keys of the members, and of those whom an open version of the text would make members. */
const readersOf = (view: LedgerView): string[] => [
  ...view.compactView().members.flatMap((committee) => view.chain(committee)?.keys.sealing ?? []),
  ...joiningOf(view).map(({ keys }) => keys.sealing),
]

/** 拟加入: sides of an open version of the text that have no part in the compact yet. */
function joiningOf(view: LedgerView): CompactMember[] {
  const { members } = view.compactView()
  return (view.decision(view.compact)?.open ?? [])
    .flatMap((id) => view.entry(id)?.content ?? [])
    .flatMap((content) => (content.kind === 'compact-text' ? content.body.text.members : []))
    .filter(({ committee }) => !members.includes(committee))
}

const isSide = (view: LedgerView, committee: string): boolean =>
  view.chain(committee) !== undefined || joiningOf(view).some((side) => side.committee === committee)
