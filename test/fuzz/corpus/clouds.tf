/* two clouds */
resource "google_compute_network" "k8s" {
  name = "k8s"
  mtu  = 1460
}
resource "google_compute_firewall" "nodes" {
  network = google_compute_network.k8s.self_link
  allow {
    protocol = "tcp"
    ports    = ["179", "10250", "30000-32767"]
  }
  deny { protocol = "udp" }
  source_tags = ["k8s"]
}
resource "google_compute_instance" "node" {
  can_ip_forward = false // off
}
resource "azurerm_network_security_group" "nodes" {
  security_rule {
    name                       = "all"
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    destination_port_ranges    = ["179", "1-65535"]
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}
resource "aws_vpc_security_group_ingress_rule" "vxlan" {
  security_group_id            = aws_security_group.nodes.id
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "udp"
  from_port                    = 4789
  to_port                      = 4789
}
resource "aws_security_group" "nodes" {
}
