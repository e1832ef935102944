# canal-lint-disable-next-line underlay-port-exposed -- seen
locals { port = 4789 }

variable "vpc" {
  type    = string
  default = "vpc-1"
}

resource "aws_security_group" "nodes" {
  name_prefix = "k8s-${var.vpc}-"
  vpc_id      = var.vpc

  ingress {
    from_port = 179
    to_port   = 179
    protocol  = "tcp"
    self      = true
  }

  ingress {
    from_port   = local.port
    to_port     = local.port
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16", "0.0.0.0/0"]
  }

  dynamic "egress" {
    for_each = toset(["443"])
    content {
      from_port = egress.value
      protocol  = "-1"
    }
  }

  tags = { Name = "nodes", (var.vpc) = "😀" }
}

resource "aws_security_group_rule" "bgp" {
  count             = var.vpc == "" ? 0 : 1
  type              = "ingress"
  security_group_id = aws_security_group.nodes.id
  protocol          = "TCP"
  from_port         = 179
  to_port           = 179
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_instance" "node" {
  vpc_security_group_ids = [aws_security_group.nodes.id]
  user_data              = <<-EOT
    #!/bin/sh
    echo ${local.port} %{ if true }on%{ endif }
  EOT
}
