using CredFunctions.Rules;

using Mono.Cecil;
using Mono.Cecil.Cil;

using NetArchTest.Rules;

namespace CredFunctions.Tests;

public sealed class ArchitectureTests
{
    private static readonly System.Reflection.Assembly Core = typeof(Rule).Assembly;

    [Fact]
    public void Core_depends_on_no_cloud_no_console_and_no_file_system()
    {
        var result = Types.InAssembly(Core).ShouldNot()
            .HaveDependencyOnAny("Azure", "Microsoft.Azure", "Microsoft.Extensions.Hosting", "Spectre", "System.CommandLine", "System.Console", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.Net")
            .GetResult();

        (result.FailingTypeNames ?? []).Should().BeEmpty();
    }

    // Of what composes and logs, Core knows the abstractions only: whoever hosts it brings the rest.
    [Fact]
    public void Core_references_no_assembly_but_the_framework_the_csv_reader_and_abstractions() =>
        Core.GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Should().BeSubsetOf(
            ["CsvHelper", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"]);

    // The same report, as-of and policy give the same verdicts at any hour.
    [Fact]
    public void Core_never_asks_what_time_it_is()
    {
        using var module = ModuleDefinition.ReadModule(Core.Location);
        var calls = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions.Where(instruction => instruction.OpCode.Code is Code.Call or Code.Callvirt)
                .Select(instruction => (Caller: method.FullName, Callee: ((MethodReference)instruction.Operand).FullName)));

        calls.Where(call => call.Callee.Contains("::get_Now(", StringComparison.Ordinal) || call.Callee.Contains("::get_UtcNow(", StringComparison.Ordinal)
                            || call.Callee.Contains("::get_Today(", StringComparison.Ordinal) || call.Callee.Contains("TimeProvider::get_System(", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    // Accounts with the same outline are judged once, so a condition that read more than the outline holds would be answered
    // for another account. Words are found for each account anew and may read what they like.
    [Fact]
    public void No_condition_depends_on_what_an_outline_leaves_out()
    {
        using var module = ModuleDefinition.ReadModule(Core.Location);
        var readers = module.GetTypes().Where(type => type.FullName.StartsWith("CredFunctions.Rules.", StringComparison.Ordinal))
            .SelectMany(type => type.Methods).Where(method => method.HasBody)
            .Where(method => method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference callee && ReadsTextOrTime(callee)))
            .Select(method => $"{method.DeclaringType.Name}.{method.Name}");

        readers.Should().BeEquivalentTo("AgeMarks.PlacesOf", "AgeMarks.AddTurns", "AgeMarks.IsBefore", "Facts.IsNamedMachine", "Facts.DaysSince", "Facts.SlotAndMask");
    }

    [Fact]
    public void Every_rule_stands_in_the_catalogue_once() =>
        RuleCatalogue.All.Select(rule => rule.Id).Should().BeEquivalentTo(
            Core.GetTypes().SelectMany(type => type.GetProperties()).Where(property => property.PropertyType == typeof(Rule) && property.GetMethod!.IsStatic)
                .Select(property => ((Rule)property.GetValue(obj: null)!).Id));

    [Fact]
    public void Classes_are_sealed_unless_they_are_made_to_be_derived_from()
    {
        var open = Core.GetTypes().Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.Namespace?.StartsWith("CredFunctions", StringComparison.Ordinal) == true);

        open.Should().BeEmpty();
    }

    private static bool ReadsTextOrTime(MethodReference callee) => (callee.DeclaringType.FullName, callee.Name) is
        ("CredFunctions.Reports.Account", "Text" or "TextOf" or "SecretId" or "get_Id" or "get_Username" or "TicksOf")
        or ("CredFunctions.Reports.Cell`1<System.DateTimeOffset>", "get_Value" or "Is");
}
