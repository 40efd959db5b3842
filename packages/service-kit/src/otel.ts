// Loaded by `node --import @lianxie/service-kit/otel`. Sends traces by OTLP over HTTP when OTEL_EXPORTER_OTLP_ENDPOINT is
// set, and loads nothing otherwise. The other OTEL_ variables (service name, sampler, headers) are the SDK's own.
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) {
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ])
  const sdk = new NodeSDK({
    traceExporter: new OTLPTraceExporter(),
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
  })
  sdk.start()
  process.once('beforeExit', () => {
    sdk
      .shutdown()
      .catch((error: unknown) => process.stderr.write(`the last traces could not be sent: ${String(error)}\n`))
  })
}

export {}
