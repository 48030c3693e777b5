namespace ClusterProbe.Simulator.Reviews;

/// <summary>May somebody do something?</summary>
/// <param name="Caller">Who.</param>
/// <param name="Verb">The verb, such as <c>create</c>.</param>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Resource">The plural; for what is not a resource, its path.</param>
/// <param name="Subresource">The subresource, empty for none.</param>
/// <param name="Namespace">The namespace, empty for all or none.</param>
/// <param name="Name">The object, empty for all.</param>
internal sealed record AccessQuestion(Caller Caller, string Verb, string Group, string Resource, string Subresource, string Namespace, string Name)
{
    /// <summary>The resource as rules write it: <c>pods/exec</c>.</summary>
    public string RuleResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    /// <summary>How the server refuses it, without its beginning.</summary>
    public string Refusal(string reason)
    {
        var where = Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{Namespace}\"";
        var refusal = $"User \"{Caller.User}\" cannot {Verb} resource \"{RuleResource}\" in API group \"{Group}\" {where}";
        return reason.Length == 0 ? refusal : $"{refusal}: {reason}";
    }
}

/// <summary>What authorization decides. Neither allowed nor denied means that nobody has an opinion, and refuses too.</summary>
/// <param name="Allowed">Whether it is allowed.</param>
/// <param name="Denied">Whether an authorizer refused it outright.</param>
/// <param name="Reason">Why, empty when nothing says so.</param>
internal sealed record AccessDecision(bool Allowed, bool Denied, string Reason);
