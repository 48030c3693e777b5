using System.Reflection;
using System.Reflection.Emit;
using ClusterProbe.Core.Checks;
using ClusterProbe.Core.Findings;
using ClusterProbe.Core.Yaml;

namespace ClusterProbe.IntegrationTests.ClosedLoop;

/// <summary>Finds, in the compiled code, the checks that can print a manifest: those from which the YAML writer can be reached.</summary>
internal static class ManifestWriters
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>The codes of these checks.</summary>
    public static IEnumerable<string> Codes => CheckRegistry.All.Where(check => ReachesWriter(check.GetType())).Select(check => check.Code);

    /// <summary>In how many places of the code a fix is made that has a manifest.</summary>
    public static int Places
    {
        get
        {
            var constructor = typeof(Remediation).GetConstructor([typeof(string), typeof(FixKind), typeof(string)])!;
            return typeof(Check).Module.GetTypes()
                .Where(type => !type.IsGenericTypeDefinition)
                .SelectMany(type => type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
                .SelectMany(Calls)
                .Count(called => called == constructor);
        }
    }

    private static bool ReachesWriter(Type check)
    {
        var seen = new HashSet<MethodBase>();
        var open = new Stack<MethodBase>();
        PushAll(check);
        for (var type = check.BaseType; type is not null && type != typeof(Check); type = type.BaseType)
        {
            foreach (var inherited in type.GetMethods(Own).Where(method => method.IsVirtual)) open.Push(inherited);
        }

        while (open.TryPop(out var method))
        {
            if (method.DeclaringType == typeof(YamlWriter)) return true;
            if (method.Module != check.Module || !seen.Add(method)) continue;
            foreach (var called in Calls(method))
            {
                open.Push(called);

                // The body of an iterator is in a class of its own, of which only the constructor is called.
                if (called is ConstructorInfo { DeclaringType: { IsNestedPrivate: true } state }) PushAll(state);
            }
        }

        return false;

        void PushAll(Type type)
        {
            foreach (var method in type.GetMethods(Own)) open.Push(method);
        }
    }

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var operation = OpCodesByValue[code[at] == 0xFE ? unchecked((short)(0xFE00 | code[++at])) : code[at]];
            at++;
            if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) yield return called;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static MethodBase? Resolve(MethodBase caller, int token)
    {
        var called = caller.Module.ResolveMethod(token, caller.DeclaringType?.GetGenericArguments(), caller.IsGenericMethod ? caller.GetGenericArguments() : null);
        return called is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : called;
    }
}
