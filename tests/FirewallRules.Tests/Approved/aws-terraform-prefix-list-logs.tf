# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# These rules only allow traffic; the default policy is not changed.
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule (the aws-cli script can do this).
# A prefix list counts as its maximum number of entries toward the rules of the group: the quota must be at least 2.
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

resource "aws_ec2_managed_prefix_list" "datadog_us1_logs_ipv4" {
  name           = "datadog-us1-logs-ipv4"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_logs_ipv4" {
  for_each = toset([
    "3.233.144.0/20",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_us1_logs_ipv6" {
  name           = "datadog-us1-logs-ipv6"
  address_family = "IPv6"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_logs_ipv6" {
  for_each = toset([
    "2600:1f18:24e6:b900::/56",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv6.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv4.id
  description       = "fwrules:datadog us1: logs"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_logs_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_10516_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 10516
  to_port           = 10516
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv4.id
  description       = "fwrules:datadog us1: logs"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_logs_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv6.id
  description       = "fwrules:datadog us1: logs"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_logs_ipv6]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_10516_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 10516
  to_port           = 10516
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv6.id
  description       = "fwrules:datadog us1: logs"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_logs_ipv6]
}
