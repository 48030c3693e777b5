using System.Text.Json;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Checking;

/// <summary>Recorded facts on disk.</summary>
internal static class FactsFile
{
    private const long SizeCap = 1L << 30;

    /// <summary>Writes the facts; a file of that name is replaced only once they are complete.</summary>
    /// <exception cref="UsageException">The file can't be written.</exception>
    public static async Task SaveAsync(RecordedFacts facts, string path, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            await using (var stream = File.Create(partial))
            {
                await facts.WriteAsync(stream, cancellationToken).ConfigureAwait(false);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The facts can't be written to {path}: {exception.Message}");
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Reads facts.</summary>
    /// <exception cref="UsageException">It is no file of facts.</exception>
    public static async Task<RecordedFacts> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > SizeCap) throw new UsageException($"{path} is larger than {SizeCap >> 20} MiB.");
            await using var stream = File.OpenRead(path);
            return await RecordedFacts.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{path}{Position(exception)}: not a file of facts: {exception.Message} Make one with: clusterprobe check --save-facts FILE");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The facts can't be read from {path}: {exception.Message}");
        }
    }

    private static string Position(JsonException exception) => exception.LineNumber is { } line ? $":{line + 1}:{exception.BytePositionInLine + 1}" : "";
}
