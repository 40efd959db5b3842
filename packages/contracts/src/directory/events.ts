export * from './institution-events.ts'
export * from './member-events.ts'
export * from './policy-events.ts'
