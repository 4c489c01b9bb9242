output "security_group_ids" {
  description = "The security groups that have the rules. Attach all of them to each interface."
  value       = local.group_ids
}

output "rule_count" {
  description = "The number of rules in all groups."
  value       = length(local.rules)
}
