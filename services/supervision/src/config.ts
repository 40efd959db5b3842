export { BaseConfig as Config } from '@lianxie/service-kit'
