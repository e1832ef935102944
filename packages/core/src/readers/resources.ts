/** The door to Calico's resources for readers of files that hold the spec of one: `defaultFelixConfiguration` of the operator's chart. */
export { readResources } from './calico-resources/kinds.js';
