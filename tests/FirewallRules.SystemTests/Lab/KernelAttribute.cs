namespace FirewallRules.SystemTests;

/// <summary>Tests that load rules into network namespaces of this kernel.</summary>
internal sealed class KernelAttribute() : FullRunOnlyAttribute("Kernel", "needs root and the firewall of a Linux kernel");
