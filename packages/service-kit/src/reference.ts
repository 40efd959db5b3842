import { CommitteeId, type contexts } from '@lianxie/contracts'
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'
import type { Runtime } from './runtime.ts'

/**
 * `/openapi.json`, its readable form at `/reference`, and `/asyncapi.json`: open, as they hold no data. Called before the
 * routes that it describes. Most processes are never asked for them, so what draws them is loaded when it is.
 */
export function mountReference(
  server: FastifyInstance,
  { service, committee }: Pick<Runtime, 'service' | 'committee'>,
  title: string,
): void {
  const routes: RouteOptions[] = []
  server.addHook('onRoute', (route) => void routes.push(route))
  let drawn: Promise<FastifyInstance> | undefined
  const reference = () => (drawn ??= draw(routes, { service, title }))
  const hidden = { schema: { hide: true } }

  server.get('/openapi.json', hidden, async () => (await reference()).swagger())
  for (const url of ['/reference', '/reference/*']) {
    server.get(url, hidden, async ({ url, headers }, reply) => {
      const page = await (await reference()).inject({ method: 'GET', url, headers })
      return reply.code(page.statusCode).headers(page.headers).send(page.rawPayload)
    })
  }

  let events: Promise<object> | undefined
  server.get('/asyncapi.json', hidden, () => (events ??= asyncApiOf(service as keyof typeof contexts, committee)))
}

async function asyncApiOf(context: keyof typeof contexts, committee: string): Promise<object> {
  const { asyncApi } = await import('@lianxie/contracts/asyncapi')
  return asyncApi({ committee: CommitteeId.parse(committee), contexts: [context] })
}

/** A server that listens nowhere: it has the same routes, which do nothing, and the pages that describe them. */
async function draw(
  routes: readonly RouteOptions[],
  { service, title }: { service: string; title: string },
): Promise<FastifyInstance> {
  const [{ default: swagger }, { default: swaggerUi }, zodSchemas] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
    import('fastify-type-provider-zod'),
  ])
  const server = Fastify({ exposeHeadRoutes: false })
  server.setValidatorCompiler(zodSchemas.validatorCompiler)
  server.setSerializerCompiler(zodSchemas.serializerCompiler)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        version: '1',
        description:
          '命令以 `POST` 提交，须带 `Idempotency-Key`；查询为 `GET`。拒绝一律为 problem+json，含稳定代码和中英文说明。\n\n' +
          'Commands are posted with an `Idempotency-Key`, queries are gets. Every refusal is problem+json with a stable code and a sentence in Chinese and English.',
        license: { name: 'Apache-2.0' },
      },
      tags: [
        { name: 'commands', description: '命令 what can be asked for' },
        { name: 'queries', description: '查询 what can be read' },
        { name: 'imports', description: '导入 tables, looked at before they count' },
        { name: 'files', description: '附件 files by their hash' },
        { name: 'bundles', description: '数据包 entries as a file' },
        { name: 'operations', description: '运维 for operators' },
      ],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    transform: zodSchemas.jsonSchemaTransform,
    transformObject: zodSchemas.jsonSchemaTransformObject,
  })
  await server.register(swaggerUi, {
    routePrefix: '/reference',
    staticCSP: true,
    uiConfig: { docExpansion: 'list', defaultModelsExpandDepth: -1, displayRequestDuration: true },
    theme: { title: `Lianxie ${service}`, css: [{ filename: 'lianxie.css', content: REFERENCE_CSS }] },
  })
  for (const { method, url, schema } of routes) {
    if (method === 'HEAD' || isHidden(schema)) continue
    server.route({ method, url, ...(schema && { schema }), handler: () => undefined })
  }
  await server.ready()
  return server
}

const isHidden = (schema: RouteOptions['schema']) => schema !== undefined && 'hide' in schema && schema.hide === true

// Ink on paper, without the bar of the tool that draws the page.
const REFERENCE_CSS = `
body { background: #f1f3f4 }
.swagger-ui { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #16232e }
.swagger-ui .topbar { display: none }
.swagger-ui .scheme-container { background: #fff; box-shadow: none; border-block: 1px solid #dde2e6; padding: 16px 0; margin: 0 0 16px }
.swagger-ui .opblock[class] { background: #fff; border: 1px solid #dde2e6; border-radius: 3px; box-shadow: none; margin: 0 0 8px }
.swagger-ui .opblock .opblock-summary { border-color: #dde2e6 }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #1f4f73 }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #3d4b58 }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #0e6069 }
.swagger-ui .opblock-summary-description { color: #3d4b58; font-size: 14px }
.swagger-ui .btn.authorize { color: #1f4f73; border-color: #1f4f73 }
.swagger-ui .btn.authorize svg { fill: #1f4f73 }
.swagger-ui .markdown code { color: #16232e; background: #fff }
@media (max-width: 600px) { .swagger-ui .opblock .opblock-summary { flex-wrap: wrap } .swagger-ui .opblock .opblock-summary-path { max-width: 100% } }
`
