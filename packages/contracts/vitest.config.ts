import { defineConfig } from 'vitest/config'

// The contracts need neither PostgreSQL nor NATS: `pnpm exec vitest run` here runs all of their tests alone.
export default defineConfig({
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], testTimeout: 30_000 },
})
