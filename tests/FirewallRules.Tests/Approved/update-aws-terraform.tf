# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (a file)
# Update from: us1 version 40, modified 2023-05-09 (a file)
# Allows egress tcp 443 (1 IPv4 prefix, 0 IPv6 prefixes): apm
# Allows egress tcp 443, 10516 (3 IPv4 prefixes, 1 IPv6 prefix): logs
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): orchestrator
# Allows ingress tcp 443 (2 IPv4 prefixes, 0 IPv6 prefixes): webhooks
# Skipped, because it has no addresses: global
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
  for_each = {
    "3.233.144.0/20"   = "fwrules:datadog us1: logs"
    "192.0.2.0/24"     = "fwrules:datadog us1: logs"
    "198.51.100.0/26"  = "fwrules:datadog us1: apm, orchestrator"
    "198.51.100.64/26" = "fwrules:datadog us1: apm, logs"
  }

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.key
  description       = each.value

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_10516_ipv4" {
  for_each = toset([
    "3.233.144.0/20",
    "192.0.2.0/24",
    "198.51.100.64/26",
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
  for_each = {
    "2001:db8:2::/48"          = "fwrules:datadog us1: orchestrator"
    "2600:1f18:24e6:b900::/56" = "fwrules:datadog us1: logs"
  }

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv6         = each.key
  description       = each.value

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

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_443_ipv4" {
  for_each = toset([
    "203.0.113.9/32",
    "203.0.113.16/28",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.key
  description       = "fwrules:datadog us1: webhooks"

  lifecycle {
    create_before_destroy = true
  }
}
