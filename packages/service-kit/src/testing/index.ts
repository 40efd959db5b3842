export * from './actor-as.ts'
export * from './test-service.ts'
export * from './bad-input.ts'
export * from './fingerprint.ts'
