# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# These rules only allow traffic; the default policy is not changed.
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule (the aws-cli script can do this).
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

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv4" {
  for_each = toset([
    "3.233.144.0/20",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.key
  description       = "fwrules:datadog us1: logs"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_10516_ipv4" {
  for_each = toset([
    "3.233.144.0/20",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 10516
  to_port           = 10516
  cidr_ipv4         = each.key
  description       = "fwrules:datadog us1: logs"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv6" {
  for_each = toset([
    "2600:1f18:24e6:b900::/56",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv6         = each.key
  description       = "fwrules:datadog us1: logs"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_10516_ipv6" {
  for_each = toset([
    "2600:1f18:24e6:b900::/56",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 10516
  to_port           = 10516
  cidr_ipv6         = each.key
  description       = "fwrules:datadog us1: logs"

  lifecycle {
    create_before_destroy = true
  }
}
