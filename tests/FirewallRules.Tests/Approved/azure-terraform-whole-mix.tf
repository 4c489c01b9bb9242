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
#
# The default rule AllowInternetOutBound allows all outgoing traffic, so these rules do not restrict it: use the default deny,
# or your own deny rule with a priority number above 1999.
# This is the complete NSG: all other rules of the NSG are deleted.
# Apply: add the file to a module with the azurerm provider; terraform apply asks for the resource group.

variable "datadog_resource_group_name" {
  type = string
}

variable "datadog_network_security_group_name" {
  type    = string
  default = "datadog"
}

variable "datadog_location" {
  type = string
}

resource "azurerm_network_security_group" "datadog_nsg" {
  name                = var.datadog_network_security_group_name
  resource_group_name = var.datadog_resource_group_name
  location            = var.datadog_location

  security_rule {
    name                       = "datadog-egress-tcp-80-any"
    description                = "fwrules:datadog 68637dfb anywhere, and said so"
    priority                   = 1853
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "80"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }

  security_rule {
    name                       = "datadog-egress-tcp-443-ipv4"
    description                = "fwrules:datadog 20f7e3fa us1: agents"
    priority                   = 1229
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
    destination_address_prefix = "3.233.144.0/20"
  }

  security_rule {
    name                       = "datadog-egress-tcp-443-ipv6"
    description                = "fwrules:datadog 54228bd5 us1: agents"
    priority                   = 1239
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
    destination_address_prefix = "2600:1f18:24e6:b900::/56"
  }

  security_rule {
    name                       = "datadog-egress-tcp-x0f7c6fde85ea668f-ipv4"
    description                = "fwrules:datadog 56f9b3a6 more ports than one match takes"
    priority                   = 1368
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_ranges    = ["1000", "1010", "1020", "1030", "1040", "1050", "1060", "1070", "1080", "1090", "1100", "1110", "1120", "1130", "2000-2009", "3000-3009", "4000"]
    source_address_prefix      = "*"
    destination_address_prefix = "198.51.100.7/32"
  }

  security_rule {
    name                       = "datadog-egress-udp-123_3478-3481-ipv4"
    description                = "fwrules:datadog 02de5926 time and calls"
    priority                   = 1841
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_ranges    = ["123", "3478-3481"]
    source_address_prefix      = "*"
    destination_address_prefix = "192.0.2.0/24"
  }

  security_rule {
    name                       = "datadog-egress-udp-123_3478-3481-ipv6"
    description                = "fwrules:datadog 77356037 time and calls"
    priority                   = 1595
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Udp"
    source_port_range          = "*"
    destination_port_ranges    = ["123", "3478-3481"]
    source_address_prefix      = "*"
    destination_address_prefix = "2001:db8:1::/48"
  }

  security_rule {
    name                   = "datadog-ingress-tcp-8000-8100-ipv4"
    description            = "fwrules:datadog 40321ca7 Allows ingress tcp 8000-8100"
    priority               = 1781
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Tcp"
    source_port_range      = "*"
    destination_port_range = "8000-8100"
    source_address_prefixes = [
      "203.0.113.0/25",
      "203.0.113.192/26",
    ]
    destination_address_prefix = "*"
  }

  security_rule {
    name                   = "datadog-ingress-udp-51820-ipv4"
    description            = "fwrules:datadog 8dfaae22 tunnel"
    priority               = 1964
    direction              = "Inbound"
    access                 = "Allow"
    protocol               = "Udp"
    source_port_range      = "*"
    destination_port_range = "51820"
    source_address_prefixes = [
      "0.0.0.0/1",
      "128.0.0.0/1",
    ]
    destination_address_prefix = "*"
  }
}
