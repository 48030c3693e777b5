using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Profiles;
using ClusterProbe.Core.Profiles.Parsing;

namespace ClusterProbe.Checking;

/// <summary>Gets the profile that was asked for.</summary>
internal static class ProfileSource
{
    private static string[] CheckCodes => [.. CheckRegistry.All.Select(check => check.Code)];

    /// <summary>The document of <c>--profile</c>, else the built-in profile.</summary>
    /// <exception cref="UsageException">The document is not usable; every error is named with its place.</exception>
    public static Profile Load(CheckSettings settings)
    {
        if (settings.ProfileFile is not { } file) return BuiltInProfiles.For(settings.CiSystem ?? CiSystem.Harness);
        try
        {
            using var stream = File.OpenRead(file);
            return Accept(ProfileParser.Parse(file, stream, CheckCodes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The profile can't be read: {exception.Message}");
        }
    }

    /// <summary>A profile that comes with a demo.</summary>
    public static Profile Parse(string name, string text) => Accept(ProfileParser.Parse(name, text, CheckCodes));

    private static Profile Accept(ParsedProfile parsed) => parsed.Profile ?? throw new UsageException(string.Join('\n', parsed.Errors));
}
