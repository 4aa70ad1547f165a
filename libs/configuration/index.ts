export {
  type Configuration,
  ConfigurationError,
  isLoopback,
  type KafkaConfiguration,
  readConfiguration,
} from './configuration.js';
