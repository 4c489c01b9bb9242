# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Contains the addresses of ingress tcp 443 (14 IPv4 prefixes, 0 IPv6 prefixes): webhooks
#
# These are IP sets of AWS WAF: they allow nothing until a rule of a web ACL refers to them. They contain no ports: a web ACL
# inspects the requests to its resource at any port. Let rules refer to the sets of both families, in an OrStatement:
# datadog-us1-webhooks-ipv4 (14 IPv4 prefixes, scope REGIONAL)
# datadog-us1-webhooks-ipv6 (0 IPv6 prefixes, scope REGIONAL)
# A set without addresses matches no request. It exists so that rules that refer to it stay valid when there are addresses.
# AWS takes seconds to minutes to apply a change everywhere. All addresses of a set change at once.
# Provider: hashicorp/aws, version 5 or later. The outputs are the ARNs of the sets.

resource "aws_wafv2_ip_set" "datadog_us1_webhooks_ipv4" {
  name               = "datadog-us1-webhooks-ipv4"
  description        = "fwrules:datadog us1: webhooks"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses = [
    "3.210.147.169/32",
    "3.220.254.141/32",
    "23.20.198.65/32",
    "23.23.216.60/32",
    "34.203.1.9/32",
    "34.204.83.4/32",
    "34.233.140.66/32",
    "35.172.176.208/32",
    "44.192.28.0/25",
    "52.1.33.14/32",
    "52.1.61.69/32",
    "54.92.248.81/32",
    "54.157.36.5/32",
    "100.28.212.0/22",
  ]

  lifecycle {
    create_before_destroy = true
  }
}

output "datadog_us1_webhooks_ipv4_arn" {
  description = "The ARN of the IP set datadog-us1-webhooks-ipv4, for an ip_set_reference_statement."
  value       = aws_wafv2_ip_set.datadog_us1_webhooks_ipv4.arn
}

resource "aws_wafv2_ip_set" "datadog_us1_webhooks_ipv6" {
  name               = "datadog-us1-webhooks-ipv6"
  description        = "fwrules:datadog us1: webhooks"
  scope              = "REGIONAL"
  ip_address_version = "IPV6"
  addresses          = []

  lifecycle {
    create_before_destroy = true
  }
}

output "datadog_us1_webhooks_ipv6_arn" {
  description = "The ARN of the IP set datadog-us1-webhooks-ipv6, for an ip_set_reference_statement."
  value       = aws_wafv2_ip_set.datadog_us1_webhooks_ipv6.arn
}
