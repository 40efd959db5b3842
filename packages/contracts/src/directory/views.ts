export * from './institution-views.ts'
export * from './member-views.ts'
export * from './policy-views.ts'
