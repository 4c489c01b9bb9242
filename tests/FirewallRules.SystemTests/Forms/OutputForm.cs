namespace FirewallRules.SystemTests;

/// <summary>One kind of output and the way in which its user loads it.</summary>
public abstract class OutputForm(string name)
{
    /// <summary>What the form needs installed.</summary>
    internal abstract string[] Tools { get; }

    /// <summary>Whether the form can close what no rule allows.</summary>
    internal abstract bool CanDeny { get; }

    /// <summary>Whether the form has rules, not sets alone.</summary>
    internal virtual bool HasRules => true;

    /// <summary>Ways to spoil an output, each of which the tools must refuse.</summary>
    internal abstract IReadOnlyList<Breakage> Breakages { get; }

    /// <summary>A default deny with all its lines where the form can have one.</summary>
    internal DefaultDeny? FullestDeny => CanDeny ? new DefaultDeny { AllowDns = true, AllowDhcp = true } : null;

    public sealed override string ToString() => name;

    internal abstract IRuleEmitter Emitter(DefaultDeny? deny, bool remove);

    internal string Write(RuleSet rules, DefaultDeny? deny = null, bool remove = false) => rules.Emit(Emitter(remove ? null : deny, remove));

    internal string WriteUpdate(RuleSet old, RuleSet updated, DefaultDeny? deny = null) => updated.EmitUpdate(old, Emitter(deny, remove: false));

    internal abstract CommandResult Load(NetworkNamespace network, string text);

    /// <summary>Reads what the platform prints, as a user does who verifies.</summary>
    internal abstract LiveState Read(NetworkNamespace network, DefaultDeny? deny);

    /// <summary>What a user has before: a firewall of his own.</summary>
    internal abstract void Prepare(NetworkNamespace network);

    /// <summary>What the user does once, after the first load: jump to the chains, or refer to the sets.</summary>
    internal virtual void Attach(NetworkNamespace network)
    {
    }

    /// <summary>Takes back what <see cref="Attach"/> did.</summary>
    internal virtual void Detach(NetworkNamespace network)
    {
    }

    internal void Apply(NetworkNamespace network, RuleSet rules, DefaultDeny? deny = null) => Load(network, Write(rules, deny)).MustSucceed();

    internal void Remove(NetworkNamespace network, RuleSet rules) => Load(network, Write(rules, remove: true)).MustSucceed();
}
