import { Id } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { actorIn } from '@lianxie/service-kit'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { KEEPERS } from '../account-commands.ts'
import { handOut, type HandedOut } from '../auth/hand-out.ts'
import type { Means } from '../auth/means.ts'
import { neverKept } from './guard.ts'

const Params = z.strictObject({ handoutId: Id })

/** 一次性下载: a file with one-time passwords, or a secret; the second time there is nothing. */
export function mountHandouts(server: FastifyInstance, { runtime }: Means): void {
  server.post('/identity/handouts/:handoutId', {
    schema: {
      summary: '下载一次性密码或密钥（仅一次） Take one-time passwords or a secret away, once',
      operationId: 'identity.take-handout',
      tags: ['files'],
      produces: ['text/csv'],
      description: `Roles: ${KEEPERS.join(', ')}, and only who asked for it.`,
      params: Params,
    },
    preValidation: async (request) => void actorIn(request, KEEPERS),
    handler: async (request, reply) => {
      const { handoutId } = request.params as z.infer<typeof Params>
      const actor = actorIn(request, KEEPERS)
      const made = await handOut(runtime, { handoutId, owner: actor.id })
      const what = made.of === 'PASSWORDS' ? 'passwords' : 'secret'
      return neverKept(reply)
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="one-time-${what}.csv"`)
        .send(fileOf(made))
    },
    serializerCompiler: () => (text) => text as string,
  })
}

/** With the mark by which spreadsheets know UTF-8. Names and ids hold nothing that a table would take for a formula. */
function fileOf(made: HandedOut): string {
  const rows =
    made.of === 'PASSWORDS'
      ? [
          ['用户名', '一次性密码', '有效期至'],
          ...made.passwords.map(({ userName, password }) => [userName, password, shanghaiDate(made.until)]),
        ]
      : [
          ['服务账号', '密钥'],
          [made.serviceAccountId, made.secret],
        ]
  return `\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
}
