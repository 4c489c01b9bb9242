# Written by FirewallRules X.Y.Z.
# AWS PrivateLink to Datadog us1 (us-east-1), cross-region: metrics, traces
# Source: Datadog documentation, agent/guide/private-link.md, mid-2026
# traces is vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com, an older document has vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com.
# Allows ingress tcp 443 to the endpoints from 3 IPv4 prefixes. The endpoints have no IPv6 addresses.
# The VPC is not in us-east-1; its private DNS resolves to the endpoints.
# The VPCs need enableDnsSupport and enableDnsHostnames; both are checked for the VPC of the endpoints.
# If the Lambda extension reads its API key from AWS Secrets Manager, its VPC needs an endpoint for that too.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
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

locals {
  # Endpoint services by private DNS name.
  endpoints = {
    "lime.intake.datadoghq.com"   = "com.amazonaws.vpce.us-east-1.vpce-svc-0ee865cd1c0a7ba32"
    "metrics.agent.datadoghq.com" = "com.amazonaws.vpce.us-east-1.vpce-svc-09a8006e245d1e7b8"
  }
}

data "aws_region" "datadog_vpce" {
  lifecycle {
    postcondition {
      condition     = self.id != "us-east-1"
      error_message = "The provider must be in another region than us-east-1."
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

resource "aws_security_group" "datadog_vpce" {
  name_prefix = "datadog-vpce-"
  description = "Endpoints for Datadog us1 over PrivateLink"
  vpc_id      = var.vpc_id

  tags = {
    Name    = "datadog-vpce"
    fwrules = "datadog-vpce"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "datadog_vpce_ingress_tcp_443_ipv4" {
  for_each = toset([
    "10.0.0.0/16",
    "10.2.0.0/20",
    "100.64.0.0/16",
  ])

  security_group_id = aws_security_group.datadog_vpce.id
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
  service_region      = "us-east-1"
  vpc_id              = data.aws_vpc.datadog_vpce.id
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.datadog_vpce.id]
  private_dns_enabled = true

  tags = {
    Name    = each.key
    fwrules = "datadog-vpce"
  }

  depends_on = [data.aws_region.datadog_vpce, aws_vpc_security_group_ingress_rule.datadog_vpce_ingress_tcp_443_ipv4]
}
