/** Terraform: what its resources say of the network under the nodes. */
import type { Reader } from '../reader.js';

export const terraform: Reader = {
  name: 'terraform',
  words: ['aws_security_group', 'aws_vpc_security_group_', 'google_compute_firewall', 'azurerm_network_security_', 'source_dest_check'],
  claims: ({ document }) => document.language === 'hcl',
  load: () => import('./read.js'),
};
