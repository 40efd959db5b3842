export { portal } from './app.ts'
export { pagesDir, type PortalSettings } from './config.ts'
export { UPSTREAMS, type Upstream } from './upstreams.ts'
