using System.Security.Cryptography;

namespace ClusterProbe.Simulator.Admission;

/// <summary>The end of a generated name.</summary>
internal static class NameSuffix
{
    /// <summary>Five characters that make no words, as in kubernetes/apimachinery <c>pkg/util/rand</c>.</summary>
    public static string Next() => RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);
}
