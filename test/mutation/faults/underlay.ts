/** Faults of what stands under the nodes. */
import type { Fault } from '../engine.js';
import { pick } from './texts.js';

const instances = /resource "aws_instance"/;

export const underlay: readonly Fault[] = [
  {
    rule: 'underlay-port-blocked',
    name: 'another port than that of VXLAN',
    find: /from_port += 4789\n +to_port += 4789/,
    write: pick('from_port = 8472\n  to_port = 8472', 'from_port = 4789\n  to_port = 4788', 'from_port = 4790\n  to_port = 65535'),
    at: /resource "aws_security_group" "/,
  },
  {
    rule: 'underlay-port-blocked',
    name: 'VXLAN from one host',
    find: /(?<=from_port += 4789\n.*\n.*\n +)self += true/,
    write: 'cidr_blocks = ["10.0.1.4/32"]',
    at: /resource "aws_security_group" "/,
  },
  {
    rule: 'underlay-port-blocked',
    name: 'Felix moves the port',
    find: /vxlanPort: 4789/,
    write: pick('vxlanPort: 8472', 'vxlanPort: 4790'),
    where: instances,
    at: /resource "aws_security_group" "/,
  },
  {
    rule: 'underlay-port-exposed',
    name: 'BGP from anywhere',
    find: /(?<=from_port += 179\n.*\n.*\n +)self += true/,
    write: pick('cidr_blocks = ["0.0.0.0/0"]', 'ipv6_cidr_blocks = ["::/0"]', 'self = true\n  cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]'),
    at: /resource "aws_security_group_rule" "nodes_bgp"/,
  },
  {
    rule: 'cloud-encapsulation',
    name: 'no encapsulation in a subnet where the check of AWS is on',
    find: /vxlanMode: Always/,
    write: 'vxlanMode: CrossSubnet',
    where: instances,
  },
  {
    rule: 'cloud-encapsulation',
    name: 'IPIP but in a subnet where the check of AWS is on',
    find: /vxlanMode: Always/,
    write: 'ipipMode: CrossSubnet',
    where: instances,
    also: ['underlay-port-blocked'],
  },
];
