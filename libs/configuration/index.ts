export {
  type Configuration,
  ConfigurationError,
  isLoopback,
  type KafkaConfiguration,
  readConfiguration,
  TOPIC_DEFAULTS,
} from './configuration.js';
