using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace FirewallRules.Cli.Watching;

/// <summary>A command on Unix: the leader of a session of its own, and so of a process group.</summary>
/// <remarks>
/// <see cref="System.Diagnostics.Process"/> cannot start a session, and does not tell a signal from an exit code above 128. The program
/// <c>setsid</c> need not be installed, and would hide why another program does not start.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixCommand : CommandProcess
{
    private const string Null = "/dev/null";
    private const int Input = 0;

    private static readonly int[] s_outputs = [1, 2];

    private UnixCommand(int id)
    {
        Id = id;
        Ended = Task.Factory.StartNew(() => Wait(id), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override int Id { get; }

    public override Task<CommandEnd> Ended { get; }

    public override bool IsGone
    {
        get
        {
            if (!Ended.IsCompleted)
            {
                return false;
            }

            // As the first process of a container, this one is the parent of what the command has left behind.
            while (Posix.Wait(-Id, out _, Posix.WithoutHanging) > 0)
            {
            }

            return Posix.Kill(-Id, Posix.NoSignal) != 0;
        }
    }

    public static new UnixCommand Start(IReadOnlyList<string> words, IReadOnlyDictionary<string, string?> environment)
    {
        var (actions, attributes, signals) = (Posix.NewStructure(), Posix.NewStructure(), Posix.NewStructure());
        Check(Posix.InitializeActions(actions));
        try
        {
            Check(Posix.InitializeAttributes(attributes));
            try
            {
                Check(Posix.AddOpen(actions, Input, Null, Posix.ReadOnly, mode: 0));
                foreach (var output in s_outputs.Where(StandardStreams.IsClosed))
                {
                    // Otherwise the first file that the command opens would get its messages.
                    Check(Posix.AddOpen(actions, output, Null, Posix.WriteOnly, mode: 0));
                }

                // The runtime ignores SIGPIPE, and an ignored signal stays ignored in another program.
                _ = Posix.Clear(signals);
                _ = Posix.Add(signals, Posix.BrokenPipe);
                Check(Posix.SetDefaultSignals(attributes, signals));
                Check(Posix.SetFlags(attributes, Posix.SpawnFlags));

                using var arguments = new NativeStrings(words);
                using var variables = new NativeStrings(Merge(environment));
                Posix.NoticeChildren();
                Check(Posix.Spawn(out var id, words[0], actions, attributes, arguments.Pointers, variables.Pointers));
                return new UnixCommand(id);
            }
            finally
            {
                _ = Posix.DestroyAttributes(attributes);
            }
        }
        finally
        {
            _ = Posix.DestroyActions(actions);
        }
    }

    public override void Terminate() => _ = Posix.Kill(-Id, Posix.TerminateSignal);

    public override void Kill() => _ = Posix.Kill(-Id, Posix.KillSignal);

    private static IEnumerable<string> Merge(IReadOnlyDictionary<string, string?> changes)
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value))
            .Where(variable => !changes.ContainsKey(variable.Key))
            .Concat(changes.Where(change => change.Value is not null))
            .Select(variable => $"{variable.Key}={variable.Value}");

    private static CommandEnd Wait(int id)
    {
        int result, status;
        do
        {
            result = Posix.Wait(id, out status, options: 0);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);

        // The low 7 bits are the signal, the next byte after the eighth bit is the exit code.
        return result != id ? default
            : (status & 0x7F) is var signal and not 0 ? new CommandEnd(ExitCode: null, signal)
            : new CommandEnd((status >> 8) & 0xFF);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }
}
