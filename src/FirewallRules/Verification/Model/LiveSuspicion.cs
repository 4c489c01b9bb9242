namespace FirewallRules.Verification;

/// <summary>Packets that are treated otherwise than the rules ask, before it is known which rules of the firewall cause that.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Packets">The packets.</param>
/// <param name="Addresses">The remote addresses.</param>
/// <param name="IsDeny">Whether the rules ask to deny the packets.</param>
/// <param name="IsOfOthers">Whether an unknown comes from the rest of the firewall, rather than from our part of it.</param>
/// <param name="IsDiverted">Whether packets to deny are sent elsewhere before they are.</param>
internal sealed record LiveSuspicion(LiveFindingKind Kind, LivePackets Packets, AddressSet Addresses, bool IsDeny, bool IsOfOthers, bool IsDiverted);
