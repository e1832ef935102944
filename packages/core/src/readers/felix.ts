/** The door to Felix' environment for readers of files that hold variables of it: `calico_node_extra_envs`. */
export { readFelix } from './calico-node/felix.js';
