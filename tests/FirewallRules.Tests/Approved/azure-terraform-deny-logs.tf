# Written by FirewallRules X.Y.Z.
# Datadog IP ranges: us1 version 59, modified 2024-10-17 (embedded snapshot)
# Allows egress tcp 443, 10516 (1 IPv4 prefix, 1 IPv6 prefix): logs
# All other outgoing traffic is dropped (IPv4 and IPv6).
#
# The deny rule also blocks DNS servers and the virtual network, but not the Azure platform (168.63.129.16).
# The NSG must exist. Its other rules must not have priorities 1000 to 1999 and 4096; --first-priority moves them.
# Apply: add the file to a module with the azurerm provider; terraform apply asks for the resource group.

variable "datadog_resource_group_name" {
  type = string
}

variable "datadog_network_security_group_name" {
  type    = string
  default = "datadog"
}

resource "azurerm_network_security_rule" "datadog_egress_tcp_443__10516_ipv4" {
  resource_group_name         = var.datadog_resource_group_name
  network_security_group_name = var.datadog_network_security_group_name
  name                        = "datadog-egress-tcp-443_10516-ipv4"
  description                 = "fwrules:datadog 20031b49 us1: logs"
  priority                    = 1740
  direction                   = "Outbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_ranges     = ["443", "10516"]
  source_address_prefix       = "*"
  destination_address_prefix  = "3.233.144.0/20"
}

resource "azurerm_network_security_rule" "datadog_egress_tcp_443__10516_ipv6" {
  resource_group_name         = var.datadog_resource_group_name
  network_security_group_name = var.datadog_network_security_group_name
  name                        = "datadog-egress-tcp-443_10516-ipv6"
  description                 = "fwrules:datadog 0ece8de0 us1: logs"
  priority                    = 1099
  direction                   = "Outbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_ranges     = ["443", "10516"]
  source_address_prefix       = "*"
  destination_address_prefix  = "2600:1f18:24e6:b900::/56"
}

resource "azurerm_network_security_rule" "datadog_egress_deny" {
  resource_group_name         = var.datadog_resource_group_name
  network_security_group_name = var.datadog_network_security_group_name
  name                        = "datadog-egress-deny"
  description                 = "fwrules:datadog 9c538d2e Denies all other traffic"
  priority                    = 4096
  direction                   = "Outbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  destination_port_range      = "*"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
  depends_on = [
    azurerm_network_security_rule.datadog_egress_tcp_443__10516_ipv4,
    azurerm_network_security_rule.datadog_egress_tcp_443__10516_ipv6,
  ]
}
