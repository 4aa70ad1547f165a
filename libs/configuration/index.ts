export { type Configuration, ConfigurationError, readConfiguration } from './configuration.js';
