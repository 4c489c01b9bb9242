# Written by FirewallRules X.Y.Z.
# Contains the addresses of ingress tcp 443 (1 IPv4 prefix, 3 IPv6 prefixes): six
#
# These are IP sets of AWS WAF: they allow nothing until a rule of a web ACL refers to them. They contain no ports: a web ACL
# inspects the requests to its resource at any port. Let rules refer to the sets of both families, in an OrStatement:
# datadog-six-ipv4 (1 IPv4 prefix, scope REGIONAL)
# datadog-six-ipv6 (3 IPv6 prefixes, scope REGIONAL)
# AWS takes seconds to minutes to apply a change everywhere. All addresses of a set change at once.
# Provider: hashicorp/aws, version 5 or later. The outputs are the ARNs of the sets.

resource "aws_wafv2_ip_set" "datadog_six_ipv4" {
  name               = "datadog-six-ipv4"
  description        = "fwrules:datadog six"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses = [
    "192.0.2.0/24",
  ]

  lifecycle {
    create_before_destroy = true
  }
}

output "datadog_six_ipv4_arn" {
  description = "The ARN of the IP set datadog-six-ipv4, for an ip_set_reference_statement."
  value       = aws_wafv2_ip_set.datadog_six_ipv4.arn
}

resource "aws_wafv2_ip_set" "datadog_six_ipv6" {
  name               = "datadog-six-ipv6"
  description        = "fwrules:datadog six"
  scope              = "REGIONAL"
  ip_address_version = "IPV6"
  addresses = [
    "::ffff:192.0.2.0/120",
    "2001:db8::/32",
    "8000::/1",
  ]

  lifecycle {
    create_before_destroy = true
  }
}

output "datadog_six_ipv6_arn" {
  description = "The ARN of the IP set datadog-six-ipv6, for an ip_set_reference_statement."
  value       = aws_wafv2_ip_set.datadog_six_ipv6.arn
}
