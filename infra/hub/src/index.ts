export { type AdminKey, adminKeyOf, newAdminKey } from './admin-key.ts'
export { type CompactPlan, type HubCompact, planOf, signedByAll } from './compact-plan.ts'
export { HUB_ACCOUNT, type HubAdmin, type HubConfig, hubConfig, MAX_MESSAGE_BYTES } from './hub-config.ts'
export { HubError } from './hub-error.ts'
export {
  compareHub,
  deleteCompactStream,
  type HubChange,
  provisionHub,
  type ProvisionOptions,
  STREAM_LIMITS,
  type StreamLimits,
} from './provision-hub.ts'
export { applyHub, checkHub, type HubFinding, type HubState } from './apply-hub.ts'
export {
  configFile,
  connectAdmin,
  ensureHub,
  exposedFiles,
  type HubPlace,
  HubSettings,
  initHub,
  isConfigCurrent,
  type NewHub,
  openHub,
  plansOf,
  type Registration,
  registerCompact,
  reloadServer,
  removeMember,
  serverConfig,
  serverPid,
  writeConfig,
} from './hub-place.ts'
