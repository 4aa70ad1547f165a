export { AsyncApiModule } from './async-api.module.js';
export { feedOf } from './feed-of.js';
export { type Ground, GroundModule } from './ground.js';
export type { Machine } from './machine.js';
export { RelayModule } from './relay.module.js';
export { firstStart } from './first-start.js';
export { seedIfDemonstration } from './seed.js';
export { type Service, serve } from './serve.js';
export { migrations, type StandingGround, standOn } from './stand-on.js';
