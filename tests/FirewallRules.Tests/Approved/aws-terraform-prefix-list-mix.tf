# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 80 (any IPv4, any IPv6): anywhere, and said so
# Allows egress tcp 443 (1 IPv4 prefix, 1 IPv6 prefix): agents
# Allows egress tcp 1000, 1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 2000-2009, 3000-3009, 4000 (1 IPv4 prefix, 0 IPv6 prefixes): more ports than one match takes
# Allows egress udp 123, 3478-3481 (1 IPv4 prefix, 1 IPv6 prefix): time and calls
# Allows ingress tcp 8000-8100 (2 IPv4 prefixes, 0 IPv6 prefixes)
# Allows ingress udp 51820 (any IPv4, 0 IPv6 prefixes): tunnel
# Skipped, because it has no addresses: nobody
# These rules only allow traffic; the default policy is not changed.
# A new security group allows all egress, so these rules do not restrict it: revoke that default rule (the aws-cli script can do this).
# A prefix list counts as its maximum number of entries toward the rules of the group: the quota must be at least 21.
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

resource "aws_ec2_managed_prefix_list" "datadog_us1_agents_ipv4" {
  name           = "datadog-us1-agents-ipv4"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_agents_ipv4" {
  for_each = toset([
    "3.233.144.0/20",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_agents_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_us1_agents_ipv6" {
  name           = "datadog-us1-agents-ipv6"
  address_family = "IPv6"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_us1_agents_ipv6" {
  for_each = toset([
    "2600:1f18:24e6:b900::/56",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_us1_agents_ipv6.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_more_ports_than_one_match_takes_ipv4" {
  name           = "datadog-more-ports-than-one-match-takes-ipv4"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_more_ports_than_one_match_takes_ipv4" {
  for_each = toset([
    "198.51.100.7/32",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_time_and_calls_ipv4" {
  name           = "datadog-time-and-calls-ipv4"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_time_and_calls_ipv4" {
  for_each = toset([
    "192.0.2.0/24",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_time_and_calls_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_time_and_calls_ipv6" {
  name           = "datadog-time-and-calls-ipv6"
  address_family = "IPv6"
  max_entries    = 1
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_time_and_calls_ipv6" {
  for_each = toset([
    "2001:db8:1::/48",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_time_and_calls_ipv6.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_ec2_managed_prefix_list" "datadog_ingress_tcp_8000_8100_ipv4" {
  name           = "datadog-ingress-tcp-8000-8100-ipv4"
  address_family = "IPv4"
  max_entries    = 2
}

resource "aws_ec2_managed_prefix_list_entry" "datadog_ingress_tcp_8000_8100_ipv4" {
  for_each = toset([
    "203.0.113.0/25",
    "203.0.113.192/26",
  ])

  prefix_list_id = aws_ec2_managed_prefix_list.datadog_ingress_tcp_8000_8100_ipv4.id
  cidr           = each.value
  description    = "fwrules:datadog"
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_80_ipv4" {
  for_each = toset([
    "0.0.0.0/0",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = each.key
  description       = "fwrules:datadog anywhere, and said so"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_80_ipv6" {
  for_each = toset([
    "::/0",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv6         = each.key
  description       = "fwrules:datadog anywhere, and said so"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_agents_ipv4.id
  description       = "fwrules:datadog us1: agents"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_agents_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_443_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_us1_agents_ipv6.id
  description       = "fwrules:datadog us1: agents"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_us1_agents_ipv6]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1000_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1000
  to_port           = 1000
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1010_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1010
  to_port           = 1010
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1020_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1020
  to_port           = 1020
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1030_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1030
  to_port           = 1030
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1040_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1040
  to_port           = 1040
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1050_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1050
  to_port           = 1050
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1060_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1060
  to_port           = 1060
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1070_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1070
  to_port           = 1070
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1080_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1080
  to_port           = 1080
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1090_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1090
  to_port           = 1090
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1100_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1100
  to_port           = 1100
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1110_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1110
  to_port           = 1110
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1120_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1120
  to_port           = 1120
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_1130_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 1130
  to_port           = 1130
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_2000_2009_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 2000
  to_port           = 2009
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_3000_3009_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 3000
  to_port           = 3009
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_tcp_4000_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 4000
  to_port           = 4000
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_more_ports_than_one_match_takes_ipv4.id
  description       = "fwrules:datadog more ports than one match takes"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_more_ports_than_one_match_takes_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_udp_123_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 123
  to_port           = 123
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_time_and_calls_ipv4.id
  description       = "fwrules:datadog time and calls"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_time_and_calls_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_udp_3478_3481_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 3478
  to_port           = 3481
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_time_and_calls_ipv4.id
  description       = "fwrules:datadog time and calls"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_time_and_calls_ipv4]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_udp_123_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 123
  to_port           = 123
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_time_and_calls_ipv6.id
  description       = "fwrules:datadog time and calls"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_time_and_calls_ipv6]
}

resource "aws_vpc_security_group_egress_rule" "datadog_egress_udp_3478_3481_ipv6" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 3478
  to_port           = 3481
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_time_and_calls_ipv6.id
  description       = "fwrules:datadog time and calls"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_time_and_calls_ipv6]
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_tcp_8000_8100_ipv4" {
  security_group_id = var.security_group_ids[0]
  ip_protocol       = "tcp"
  from_port         = 8000
  to_port           = 8100
  prefix_list_id    = aws_ec2_managed_prefix_list.datadog_ingress_tcp_8000_8100_ipv4.id
  description       = "fwrules:datadog"

  depends_on = [aws_ec2_managed_prefix_list_entry.datadog_ingress_tcp_8000_8100_ipv4]
}

resource "aws_vpc_security_group_ingress_rule" "datadog_ingress_udp_51820_ipv4" {
  for_each = toset([
    "0.0.0.0/0",
  ])

  security_group_id = var.security_group_ids[0]
  ip_protocol       = "udp"
  from_port         = 51820
  to_port           = 51820
  cidr_ipv4         = each.key
  description       = "fwrules:datadog tunnel"

  lifecycle {
    create_before_destroy = true
  }
}
