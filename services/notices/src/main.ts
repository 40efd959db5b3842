import '@lianxie/service-kit/compile-cache'

await import('./run.ts')
