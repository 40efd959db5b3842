import { createRequire } from 'node:module'
import { Refusal } from '@lianxie/contracts'
import type * as Api from '@opentelemetry/api'
import type { Attributes, Context, ProxyTracerProvider, Span, SpanKind as Kind } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isAnonymous } from './anonymous.ts'

// Required, as prom-client requires it: an import would load the same fifty modules a second time.
const { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = createRequire(import.meta.url)(
  '@opentelemetry/api',
) as typeof Api

// Explicit spans: measured, they cost a fraction of patching http and pg. Without an SDK all of this does nothing.
// Asked for with each span: an SDK may be started after this file was loaded.
const tracer = () => trace.getTracer('lianxie')

/**
 * Runs `work` in a span; a thrown error marks it, a Refusal only by its code, as it is an answer and no fault.
 * Attributes carry ids, types and counts, never personal data.
 */
export function inSpan<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>): Promise<T> {
  return runIn(name, SpanKind.INTERNAL, attributes, context.active(), work)
}

/** As `inSpan`, for taking in one event: continues the trace that its envelope carries. */
export function inConsumerSpan<T>(
  name: string,
  attributes: Attributes,
  traceparent: string | undefined,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return runIn(name, SpanKind.CONSUMER, attributes, contextOf({ traceparent }), work)
}

/** The W3C trace context to put into an event's envelope; absent where nothing is traced. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent
}

/** The trace and span of what runs now, for log lines; empty where nothing is traced. */
export function traceIds(): { traceId?: string; spanId?: string } {
  const span = trace.getActiveSpan()?.spanContext()
  return span ? { traceId: span.traceId, spanId: span.spanId } : {}
}

/** Sends the spans that are still held back; to be called last, before the process exits. */
export async function flushTraces(): Promise<void> {
  const provider = trace.getTracerProvider()
  // By what it can do: the SDK may have loaded another copy of the class.
  const sdk = 'getDelegate' in provider ? (provider as ProxyTracerProvider).getDelegate() : provider
  if ('forceFlush' in sdk && typeof sdk.forceFlush === 'function') await sdk.forceFlush()
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The span of the request while it is traced. */
    span?: Span
  }
}

/** One server span per request that is not anonymous, named by method and route pattern; ids in the path and the query stay out. */
export function traceHttp(server: FastifyInstance): void {
  server.decorateRequest('span')
  server.addHook('onRequest', (request, _reply, done) => {
    if (isAnonymous(request)) return done()
    const parent = contextOf(request.headers)
    const name = `${request.method} ${routeOf(request)}`
    const attributes = {
      'http.request.method': request.method,
      'http.route': routeOf(request),
      'request.id': request.id,
    }
    const span = tracer().startSpan(name, { kind: SpanKind.SERVER, attributes }, parent)
    request.span = span
    context.with(trace.setSpan(parent, span), done)
  })
  // Parsing a body leaves the asynchronous context of the first hook; here it is entered again.
  server.addHook('preValidation', (request, _reply, done) => {
    if (!request.span) return done()
    context.with(trace.setSpan(context.active(), request.span), done)
  })
  server.addHook('onResponse', (request, reply, done) => {
    request.span?.setAttribute('http.response.status_code', reply.statusCode)
    if (reply.statusCode >= 500) request.span?.setStatus({ code: SpanStatusCode.ERROR })
    request.span?.end()
    done()
  })
  server.addHook('onRequestAbort', (request, done) => {
    request.span?.setStatus({ code: SpanStatusCode.ERROR, message: 'the client went away' })
    request.span?.end()
    done()
  })
}

/** The pattern of the matched route, `/consultations/plans/:id`; one word for everything that matched none. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unmatched'

const contextOf = (carrier: Record<string, unknown>) => propagation.extract(ROOT_CONTEXT, carrier)

function runIn<T>(
  name: string,
  kind: Kind,
  attributes: Attributes,
  parent: Context,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer().startActiveSpan(name, { kind, attributes }, parent, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      if (error instanceof Refusal) span.setAttribute('refusal.code', error.code)
      else {
        // The message may quote data; the kind of error is enough to find the log line by its trace id.
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
      }
      throw error
    } finally {
      span.end()
    }
  })
}
