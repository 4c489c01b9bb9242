using System.Globalization;

namespace FirewallRules.Client;

/// <summary>Describes why a file cannot be read or written, as a clause without a path.</summary>
internal static class IoReason
{
    // COR_E_IO, for an error that the system did not report.
    private const int ManagedError = unchecked((int)0x80131620);

    public static string Of(Exception e) => e switch
    {
        DirectoryNotFoundException => "its folder is not found",
        FileNotFoundException => "it is not found",
        PathTooLongException => "its name is too long",
        UnauthorizedAccessException => "access is denied",
        { InnerException: IOException or UnauthorizedAccessException } => Of(e.InnerException),
        { HResult: ManagedError } => "another process has locked it, or it does not support the operation",
        _ => (e.HResult & 0xFFFF, OperatingSystem.IsWindows()) switch
        {
            (28, false) or (112, true) => "no space is left on the device",
            (122, false) => "the disk quota is exceeded",
            (27, false) => "it would exceed the maximum file size",
            (30, false) or (19, true) => "the file system is read-only",
            (32, false) or (109, true) => "the reader has closed the pipe",
            (40, false) => "its links form a loop",
            (32, true) => "another process uses it",
            (17, false) or (80 or 183, true) => "something else has its name",
            (5, false) => "the device reports an error",
            var (number, _) => string.Create(CultureInfo.InvariantCulture, $"the system reports error {number}"),
        },
    };
}
