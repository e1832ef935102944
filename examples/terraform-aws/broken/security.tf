resource "aws_security_group" "nodes" {
  name   = "nodes"
  vpc_id = aws_vpc.k8s.id
}

resource "aws_security_group_rule" "nodes_out" {
  type              = "egress"
  security_group_id = aws_security_group.nodes.id
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "nodes_kubelet" {
  type              = "ingress"
  security_group_id = aws_security_group.nodes.id
  from_port         = 10250
  to_port           = 10250
  protocol          = "tcp"
  self              = true
}

# what the guide for Calico with BGP said
resource "aws_security_group_rule" "nodes_bgp" {
  type              = "ingress"
  security_group_id = aws_security_group.nodes.id
  from_port         = 179
  to_port           = 179
  protocol          = "tcp"
  self              = true
}
