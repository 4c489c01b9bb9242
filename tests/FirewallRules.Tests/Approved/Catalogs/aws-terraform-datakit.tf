# Written by FirewallRules X.Y.Z.
# Ports: DataKit, as documented 2025-10-30
# Allows ingress tcp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
# Allows ingress tcp 4317 (1 IPv4 prefix, 1 IPv6 prefix): opentelemetry
# Allows ingress udp 2003 (1 IPv4 prefix, 1 IPv6 prefix): graphite
# Allows ingress udp 8125 (1 IPv4 prefix, 1 IPv6 prefix): statsd
# These rules only allow traffic; the default policy is not changed.
# A prefix that moves to another group is added there first. Terraform adds and removes other rules in no fixed order: where
# prefixes are merged or split, traffic can be blocked for seconds.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "security_group_ids" {
  description = "A list with the security group that gets the rules; further groups are not used."
  type        = list(string)

  validation {
    condition     = length(var.security_group_ids) >= 1 && length(distinct(var.security_group_ids)) == length(var.security_group_ids)
    error_message = "Give at least 1 different security group."
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_2003_ipv4" {
  for_each = toset([
    "10.0.0.0/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 2003
  to_port           = 2003
  cidr_ipv4         = each.key
  description       = "fwrules:datadog datakit: graphite"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_4317_ipv4" {
  for_each = toset([
    "10.0.0.0/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 4317
  to_port           = 4317
  cidr_ipv4         = each.key
  description       = "fwrules:datadog datakit: opentelemetry"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_udp_2003_ipv4" {
  for_each = toset([
    "10.0.0.0/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 2003
  to_port           = 2003
  cidr_ipv4         = each.key
  description       = "fwrules:datadog datakit: graphite"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_udp_8125_ipv4" {
  for_each = toset([
    "10.0.0.0/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 8125
  to_port           = 8125
  cidr_ipv4         = each.key
  description       = "fwrules:datadog datakit: statsd"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_2003_ipv6" {
  for_each = toset([
    "fd00::/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 2003
  to_port           = 2003
  cidr_ipv6         = each.key
  description       = "fwrules:datadog datakit: graphite"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_4317_ipv6" {
  for_each = toset([
    "fd00::/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 4317
  to_port           = 4317
  cidr_ipv6         = each.key
  description       = "fwrules:datadog datakit: opentelemetry"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_udp_2003_ipv6" {
  for_each = toset([
    "fd00::/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 2003
  to_port           = 2003
  cidr_ipv6         = each.key
  description       = "fwrules:datadog datakit: graphite"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_udp_8125_ipv6" {
  for_each = toset([
    "fd00::/8",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 8125
  to_port           = 8125
  cidr_ipv6         = each.key
  description       = "fwrules:datadog datakit: statsd"

  lifecycle {
    create_before_destroy = true
  }
}
