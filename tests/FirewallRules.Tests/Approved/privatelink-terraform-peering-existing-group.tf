# Written by FirewallRules X.Y.Z.
# AWS PrivateLink to Datadog us1 (us-east-1), peering: metrics, traces
# Source: Datadog documentation, agent/guide/private-link.md, mid-2026
# traces is vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com, an older document has vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com.
# Allows ingress tcp 443 to the endpoints from 3 IPv4 prefixes. The endpoints have no IPv6 addresses.
# The VPC of the endpoints is in us-east-1. Private DNS is disabled; it and the VPCs of the Agents use a private hosted zone for each name.
# The VPCs need enableDnsSupport and enableDnsHostnames; both are checked for the VPC of the endpoints.
# Put VPCs of other accounts into authorized_vpcs; those accounts then create an aws_route53_zone_association for each zone of the output.
# Create the peering of the VPCs and its routes separately, and allow egress to 443/tcp of the VPC of the endpoints.
# If the Lambda extension reads its API key from AWS Secrets Manager, its VPC needs an endpoint for that too.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "vpc_id" {
  description = "The VPC that gets the endpoints."
  type        = string
}

variable "subnet_ids" {
  description = "The subnets that get the endpoints, one of each zone."
  type        = list(string)
}

variable "security_group_id" {
  description = "The security group of the endpoints."
  type        = string
}

variable "agent_vpcs" {
  description = "The region of each VPC of this account that Agents run in, by the id of the VPC."
  type        = map(string)
  default = {
    "vpc-0123456789abcdef0" = "eu-west-1"
    "vpc-01234567"          = "ap-northeast-1"
  }
}

variable "authorized_vpcs" {
  description = "The region of each VPC of another account that Agents run in, by the id of the VPC."
  type        = map(string)
  default = {
    "vpc-00000000000000001" = "us-gov-west-1"
  }
}

locals {
  # Endpoint services by private DNS name.
  endpoints = {
    "lime.intake.datadoghq.com"   = "com.amazonaws.vpce.us-east-1.vpce-svc-0ee865cd1c0a7ba32"
    "metrics.agent.datadoghq.com" = "com.amazonaws.vpce.us-east-1.vpce-svc-09a8006e245d1e7b8"
  }

  agent_zones = {
    for pair in setproduct(keys(local.endpoints), keys(var.agent_vpcs)) :
    "${pair[0]} ${pair[1]}" => { zone = pair[0], vpc = pair[1], region = var.agent_vpcs[pair[1]] }
  }

  authorized_zones = {
    for pair in setproduct(keys(local.endpoints), keys(var.authorized_vpcs)) :
    "${pair[0]} ${pair[1]}" => { zone = pair[0], vpc = pair[1], region = var.authorized_vpcs[pair[1]] }
  }
}

data "aws_region" "datadog_vpce" {
  lifecycle {
    postcondition {
      condition     = self.id == "us-east-1"
      error_message = "The provider must be in the region us-east-1."
    }
  }
}

data "aws_vpc" "datadog_vpce" {
  id = var.vpc_id

  lifecycle {
    postcondition {
      condition     = self.enable_dns_support && self.enable_dns_hostnames
      error_message = "Turn on enableDnsSupport and enableDnsHostnames of the VPC."
    }
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_vpce_ingress_tcp_443_ipv4" {
  for_each = toset([
    "10.0.0.0/16",
    "10.2.0.0/20",
    "100.64.0.0/16",
  ])

  security_group_id = var.security_group_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.key
  description       = "fwrules:datadog-vpce Datadog us1 over PrivateLink"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "datadog_vpce" {
  for_each = local.endpoints

  vpc_endpoint_type   = "Interface"
  service_name        = each.value
  vpc_id              = data.aws_vpc.datadog_vpce.id
  subnet_ids          = var.subnet_ids
  security_group_ids  = [var.security_group_id]
  private_dns_enabled = false

  tags = {
    Name    = each.key
    fwrules = "datadog-vpce"
  }

  depends_on = [data.aws_region.datadog_vpce, aws_vpc_security_group_ingress_rule.datadog_vpce_ingress_tcp_443_ipv4]
}

resource "aws_route53_zone" "datadog_vpce" {
  for_each = local.endpoints

  name    = each.key
  comment = "fwrules:datadog-vpce"

  vpc {
    vpc_id = var.vpc_id
  }

  tags = {
    Name    = each.key
    fwrules = "datadog-vpce"
  }

  # The other VPCs are associated below, or by other accounts.
  lifecycle {
    ignore_changes = [vpc]
  }

  depends_on = [aws_vpc_endpoint.datadog_vpce]
}

resource "aws_route53_record" "datadog_vpce" {
  for_each = local.endpoints

  zone_id = aws_route53_zone.datadog_vpce[each.key].zone_id
  name    = each.key
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.datadog_vpce[each.key].dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.datadog_vpce[each.key].dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_zone_association" "datadog_vpce" {
  for_each = local.agent_zones

  zone_id    = aws_route53_zone.datadog_vpce[each.value.zone].zone_id
  vpc_id     = each.value.vpc
  vpc_region = each.value.region

  depends_on = [aws_route53_record.datadog_vpce]
}

resource "aws_route53_vpc_association_authorization" "datadog_vpce" {
  for_each = local.authorized_zones

  zone_id    = aws_route53_zone.datadog_vpce[each.value.zone].zone_id
  vpc_id     = each.value.vpc
  vpc_region = each.value.region

  depends_on = [aws_route53_record.datadog_vpce]
}

output "datadog_vpce_zone_ids" {
  description = "The private hosted zones by private DNS name."
  value       = { for name, zone in aws_route53_zone.datadog_vpce : name => zone.zone_id }
}
