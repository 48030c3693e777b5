using System.Globalization;

namespace ClusterProbe.Agent.Memory;

/// <summary>A part of a file in the memory of a process, as /proc/PID/smaps shows it (proc_pid_smaps(5)).</summary>
/// <param name="Start">The first address.</param>
/// <param name="Length">In bytes.</param>
internal sealed record FileMapping(ulong Start, ulong Length)
{
    private const string AnonymousField = "Anonymous:";
    private const string SwapField = "Swap:";

    /// <summary>The mappings among the lines of a smaps file of which every page is the file's own and can't be written to: dropped, it comes back the same.</summary>
    /// <remarks>
    /// Data that the loader relocated is readable only as well, and lost for good when it is dropped. Its pages are anonymous, or swapped
    /// out; a mapping of which the kernel tells neither is left out.
    /// </remarks>
    public static IEnumerable<FileMapping> Unchanged(IEnumerable<string> lines)
    {
        FileMapping? mapping = null;
        var changed = true;
        foreach (var line in lines)
        {
            if (Header(line) is { } beginning) (mapping, changed) = (beginning.Mapping, true);
            else if (mapping is null) continue;
            else if (line.StartsWith(AnonymousField, StringComparison.Ordinal)) changed = !IsZero(line, AnonymousField);
            else if (line.StartsWith(SwapField, StringComparison.Ordinal) && !changed && IsZero(line, SwapField)) yield return mapping;
        }
    }

    /// <returns>Null where the line begins no mapping; without a mapping where it begins one that isn't a file's, or may be written to.</returns>
    private static Beginning? Header(string line)
    {
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 5 || fields[0].Split('-') is not [var first, var end]) return null;
        if (!Address(first, out var start) || !Address(end, out var behind) || behind <= start) return null;
        var ofFile = fields.Length == 6 && fields[5].StartsWith('/');
        var readOnly = !fields[1].Contains('w') && fields[1].EndsWith('p');
        return new(ofFile && readOnly ? new(start, behind - start) : null);
    }

    private static bool Address(string text, out ulong address) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);

    private static bool IsZero(string line, string field) => line[field.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["0", "kB"];

    private sealed record Beginning(FileMapping? Mapping);
}
