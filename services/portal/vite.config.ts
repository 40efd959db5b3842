import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The pages, built so that a strict policy of contents holds: no inline script, no data: style, hashed names. */
export default defineConfig(({ command }) => ({
  root: here('web'),
  base: '/',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  define: { __ELEMENTS__: JSON.stringify(command === 'serve' || process.env['PORTAL_ELEMENTS'] === '1') },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    target: ['es2023', 'chrome115', 'safari17', 'firefox120'],
    modulePreload: { polyfill: false },
    // What nearly every page has is one file, and what frames share another: on a telephone's line each file more is a wait more.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'shared', minShareCount: 40 },
            { name: 'frame', test: /\/web\/shell\//, minShareCount: 2 },
          ],
        },
      },
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
}))
