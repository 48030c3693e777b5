using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ClusterProbe.Core.Facts;

namespace ClusterProbe.Kubernetes.Collectors.Admission;

/// <summary>Lists the webhooks and ValidatingAdmissionPolicies that take part in the admission of pods.</summary>
internal sealed class AdmissionPolicyCollector : ICollector
{
    private const string Group = "admissionregistration.k8s.io";
    private static readonly Permission Mutating = new(Group, "mutatingwebhookconfigurations", "list");
    private static readonly Permission Validating = new(Group, "validatingwebhookconfigurations", "list");
    private static readonly Permission Policies = new(Group, "validatingadmissionpolicies", "list");
    private static readonly Permission Bindings = new(Group, "validatingadmissionpolicybindings", "list");

    public FactKind Provides => FactKind.AdmissionPolicies;

    public ImmutableArray<FactKind> After => [];

    public ImmutableArray<Permission> Permissions => [Mutating, Validating, Policies, Bindings];

    public async Task<Func<ClusterFacts, ClusterFacts>> CollectAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var mutating = ListWebhooksAsync(Mutating);
        var validating = ListWebhooksAsync(Validating);
        var policies = ListOfAnyVersionAsync(Policies, WebhookContext.Default.PolicyDto, Policy);
        var bindings = ListOfAnyVersionAsync(Bindings, WebhookContext.Default.PolicyBindingDto, Binding);
        var found = new AdmissionPolicyFacts
        {
            Mutating = await mutating.ConfigureAwait(false),
            Validating = await validating.ConfigureAwait(false),
            Policies = Combine(await policies.ConfigureAwait(false), await bindings.ConfigureAwait(false)),
        };
        return facts => facts with { AdmissionPolicies = found };

        async Task<Fact<WebhookInventory>> ListWebhooksAsync(Permission permission)
            => (await ListAsync(permission, WebhookContext.Default.WebhookConfigurationDto, dto => dto).ConfigureAwait(false))
                .Select(configurations => new WebhookInventory([.. configurations.SelectMany(Webhooks.ForPods)]));

        // Servers before 1.30 serve policies as v1beta1, if at all.
        async Task<Fact<List<TItem>>> ListOfAnyVersionAsync<TDto, TItem>(Permission permission, JsonTypeInfo<TDto> type, Func<TDto, TItem> project)
            where TDto : class
            => await ListAsync(permission, type, project).ConfigureAwait(false) is { IsAbsent: false } items
                ? items
                : await ListAsync(permission, type, project, "v1beta1").ConfigureAwait(false);

        async Task<Fact<List<TItem>>> ListAsync<TDto, TItem>(Permission permission, JsonTypeInfo<TDto> type, Func<TDto, TItem> project, string version = "v1")
            where TDto : class
        {
            var items = new List<TItem>();
            var unreadable = false;
            var error = await context.Api.ListAsync(
                $"/apis/{Group}/{version}/{permission.Resource}",
                item => unreadable |= !TryAdd(item),
                () => { items.Clear(); unreadable = false; },
                cancellationToken).ConfigureAwait(false);
            if (error is { IsNotFound: true }) return Fact.Absent<List<TItem>>();
            if (error is not null) return Fact.Unknown<List<TItem>>(error.ToCause(permission));
            return unreadable
                ? Fact.Unknown<List<TItem>>(new(UnknownReason.Unreadable, $"an item of {permission.Resource} is not what was expected"))
                : Fact.Known(items);

            bool TryAdd(ReadOnlySpan<byte> item)
            {
                try
                {
                    items.Add(project(JsonSerializer.Deserialize(item, type)!));
                    return true;
                }
                catch (JsonException)
                {
                    return false;
                }
            }
        }
    }

    private static AdmissionPolicy Policy(PolicyDto dto) => new(Webhooks.Text(dto.Metadata?.Name), Webhooks.Text(dto.Spec?.FailurePolicy ?? "Fail"));

    private static PolicyBinding Binding(PolicyBindingDto dto) => new(
        Webhooks.Text(dto.Metadata?.Name),
        Webhooks.Text(dto.Spec?.PolicyName),
        [.. (dto.Spec?.ValidationActions ?? []).Select(Webhooks.Text)],
        Webhooks.Selector(dto.Spec?.MatchResources?.NamespaceSelector));

    private static Fact<PolicyInventory> Combine(Fact<List<AdmissionPolicy>> policies, Fact<List<PolicyBinding>> bindings)
        => policies.IsKnown(out var all) && bindings.IsKnown(out var bound)
            ? Fact.Known(new PolicyInventory([.. all], [.. bound]))
            : policies.IsKnown(out _) ? bindings.Select(_ => new PolicyInventory([], [])) : policies.Select(_ => new PolicyInventory([], []));
}
