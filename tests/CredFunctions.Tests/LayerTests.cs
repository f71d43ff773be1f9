using CredFunctions.Rules;

using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CredFunctions.Tests;

/// <summary>The folders of Core depend on each other in one direction.</summary>
public sealed class LayerTests
{
    // Each may use those before it and no others. A folder is a namespace.
    private static readonly string[] Layers =
    [
        "CredFunctions",
        "CredFunctions.Languages",
        "CredFunctions.Reports",
        "CredFunctions.Rules",
        "CredFunctions.Policy",
        "CredFunctions.Policy.Json",
        "CredFunctions.Findings",
        "CredFunctions.Accounts",
        "CredFunctions.Runs",
        "CredFunctions.Notifications",
        "CredFunctions.Ports",
        "CredFunctions.Telemetry",
        "CredFunctions.Planning",
        "CredFunctions.Pipeline",
    ];

    private static readonly Lazy<HashSet<(string From, string To)>> Edges = new(() =>
    {
        using var core = ModuleDefinition.ReadModule(typeof(Rule).Assembly.Location);
        return
        [
            .. from type in core.GetTypes() from used in UsedBy(type)
               let edge = (From: LayerOf(type), To: LayerOf(used))
               where edge.From != edge.To && IsOurs(edge.From) && IsOurs(edge.To)
               select edge,
        ];
    });

    [Fact]
    public void Every_folder_of_core_is_a_layer() =>
        Edges.Value.SelectMany(edge => (string[])[edge.From, edge.To]).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(Layers);

    [Fact]
    public void A_layer_uses_only_those_below_it() =>
        Edges.Value.Where(edge => Array.IndexOf(Layers, edge.To) > Array.IndexOf(Layers, edge.From)).Should().BeEmpty();

    private static IEnumerable<TypeDefinition> UsedBy(TypeDefinition type)
    {
        List<TypeReference?> used = [type.BaseType, .. type.Interfaces.Select(each => each.InterfaceType), .. type.Fields.Select(field => field.FieldType)];
        foreach (var method in type.Methods)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            if (!method.HasBody)
                continue;
            used.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
            foreach (var operand in method.Body.Instructions.Select(instruction => instruction.Operand))
            {
                used.AddRange(operand switch
                {
                    TypeReference reference => [reference],
                    FieldReference field => [field.DeclaringType, field.FieldType],
                    MethodReference callee => [callee.DeclaringType, callee.ReturnType, .. (callee as GenericInstanceMethod)?.GenericArguments ?? []],
                    _ => Array.Empty<TypeReference?>(),
                });
            }
        }

        return used.OfType<TypeReference>().SelectMany(Parts).OfType<TypeDefinition>();
    }

    // A generic type names the types it is made of as well.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    // The compiler puts what it makes into namespaces of its own.
    private static bool IsOurs(string layer) => layer.Split('.')[0] == "CredFunctions";

    private static string LayerOf(TypeDefinition type) => type.DeclaringType is { } outer ? LayerOf(outer) : type.Namespace;
}
