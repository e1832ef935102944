terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "k8s" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "nodes" {
  vpc_id     = aws_vpc.k8s.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_instance" "node" {
  count                  = 3
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "m7i.large"
  subnet_id              = aws_subnet.nodes.id
  vpc_security_group_ids = [aws_security_group.nodes.id]
}
