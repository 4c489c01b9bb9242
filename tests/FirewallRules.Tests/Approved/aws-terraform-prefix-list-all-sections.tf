# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): api
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): apm
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): global
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): orchestrator
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): process
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): remote-configuration
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): synthetics-private-locations
# Allows ingress tcp 443 (90 IPv4 prefixes, 0 IPv6 prefixes): synthetics
# Allows ingress tcp 443 (14 IPv4 prefixes, 0 IPv6 prefixes): webhooks
# These rules only allow traffic; the default policy is not changed.
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule (the aws-cli script can do this).
# A prefix list counts as its maximum number of entries toward the rules of the group: the quota must be at least 128.
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

resource "aws_ec2_managed_prefix_list" "datadog_us1_egress_tcp_443_ipv4" {
  name           = "datadog-us1-egress-tcp-443-ipv4"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_egress_tcp_443_ipv4" {
  for_each = toset([
    "3.233.144.0/20",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_egress_tcp_443_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_us1_egress_tcp_443_ipv6" {
  name           = "datadog-us1-egress-tcp-443-ipv6"
  address_family = "IPv6"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_egress_tcp_443_ipv6" {
  for_each = toset([
    "2600:1f18:24e6:b900::/56",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_egress_tcp_443_ipv6.id
  cidr           = each.value
  description    = "fwrules:datadog"
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

resource "aws_ec2_managed_prefix_list" "datadog_us1_ingress_tcp_443_ipv4" {
  name           = "datadog-us1-ingress-tcp-443-ipv4"
  address_family = "IPv4"
  max_entries    = 128
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_ingress_tcp_443_ipv4" {
  for_each = toset([
    "3.1.36.99/32",
    "3.1.219.207/32",
    "3.18.172.189/32",
    "3.18.188.104/32",
    "3.18.197.0/32",
    "3.35.66.96/32",
    "3.36.177.119/32",
    "3.92.150.182/32",
    "3.96.7.126/32",
    "3.120.223.25/32",
    "3.121.24.234/32",
    "3.210.147.169/32",
    "3.220.254.141/32",
    "13.48.150.244/32",
    "13.48.239.118/32",
    "13.48.254.37/32",
    "13.54.169.48/32",
    "13.114.211.96/32",
    "13.115.46.213/32",
    "13.126.169.175/32",
    "13.208.126.217/32",
    "13.208.133.55/32",
    "13.208.142.17/32",
    "13.208.255.200/32",
    "13.209.118.42/32",
    "13.209.230.111/32",
    "13.234.54.8/32",
    "13.236.246.161/32",
    "13.238.14.57/32",
    "13.244.85.86/32",
    "13.244.188.203/32",
    "13.245.194.43/32",
    "13.245.200.254/32",
    "13.246.172.210/32",
    "13.247.164.9/32",
    "15.152.238.192/32",
    "15.161.86.71/32",
    "15.165.240.116/32",
    "15.168.188.85/32",
    "15.184.139.182/32",
    "15.185.189.82/32",
    "15.188.202.64/32",
    "15.188.240.172/32",
    "15.188.243.248/32",
    "16.24.38.13/32",
    "16.24.60.114/32",
    "16.162.136.62/32",
    "16.163.153.45/32",
    "18.102.80.189/32",
    "18.130.113.168/32",
    "18.139.52.173/32",
    "18.163.21.55/32",
    "18.163.59.106/32",
    "18.166.19.255/32",
    "18.195.155.52/32",
    "18.200.120.237/32",
    "18.229.28.50/32",
    "18.229.36.120/32",
    "20.62.248.141/32",
    "20.83.144.189/32",
    "23.20.198.65/32",
    "23.23.216.60/32",
    "34.48.76.208/29",
    "34.94.234.88/29",
    "34.145.82.128/29",
    "34.146.154.144/29",
    "34.159.50.128/29",
    "34.174.98.16/29",
    "34.203.1.9/32",
    "34.204.83.4/32",
    "34.208.32.189/32",
    "34.233.140.66/32",
    "35.152.76.8/32",
    "35.154.93.182/32",
    "35.172.176.208/32",
    "35.176.195.46/32",
    "35.177.43.250/32",
    "40.76.107.170/32",
    "43.198.123.228/32",
    "43.203.72.233/32",
    "43.218.5.202/32",
    "44.192.28.0/25",
    "52.1.33.14/32",
    "52.1.61.69/32",
    "52.9.13.199/32",
    "52.9.139.134/32",
    "52.35.61.232/32",
    "52.55.56.26/32",
    "52.60.189.53/32",
    "52.67.95.251/32",
    "52.89.221.151/32",
    "52.192.175.207/32",
    "54.92.248.81/32",
    "54.157.36.5/32",
    "54.177.155.33/32",
    "63.34.100.178/32",
    "63.35.33.198/32",
    "99.79.87.237/32",
    "100.28.212.0/22",
    "107.21.25.247/32",
    "108.137.133.223/32",
    "108.137.188.57/32",
    "157.241.36.106/32",
    "157.241.93.102/32",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_ingress_tcp_443_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_egress_tcp_443_ipv4.id
  description       = "fwrules:datadog us1: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_egress_tcp_443_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_egress_tcp_443_ipv6.id
  description       = "fwrules:datadog us1: agents, api, apm, global, logs, orchestrator, process, remote-configuration, synthetics-private-locations"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_egress_tcp_443_ipv6]
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

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_10516_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 10516
  to_port           = 10516
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_logs_ipv6.id
  description       = "fwrules:datadog us1: logs"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_logs_ipv6]
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_443_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_ingress_tcp_443_ipv4.id
  description       = "fwrules:datadog us1: synthetics, webhooks"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_ingress_tcp_443_ipv4]
}
