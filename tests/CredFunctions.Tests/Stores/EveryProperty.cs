using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CredFunctions.Tests.Stores;

/// <summary>Records in which every property has a value of its own, found by reflection: a store that forgets one is found out.</summary>
internal sealed class EveryProperty
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 4, 0, 0, TimeSpan.Zero);

    private int number;

    /// <summary>A value with everything in it, lists and nested records included.</summary>
    public static T Full<T>() => (T)new EveryProperty().ValueOf(typeof(T), nameof(T), requiredOnly: false);

    /// <summary>One with nothing in it but what a record must have.</summary>
    public static T Sparse<T>() => (T)new EveryProperty().ValueOf(typeof(T), nameof(T), requiredOnly: true);

    /// <summary>Everything in a value, to compare it by.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private object ValueOf(Type type, string name, bool requiredOnly)
    {
        number++;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
        if (type == typeof(bool))
            return true;
        if (type == typeof(int))
            return number;
        if (type == typeof(long))
            return (1L << 40) + number;
        if (type == typeof(ulong))
            return (1UL << 63) + (ulong)number;
        if (type == typeof(DateTimeOffset))
            return Start.AddTicks(number);
        if (type == typeof(DateOnly))
            return new DateOnly(2027, 1, 1).AddDays(number);
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var form && form == typeof(IReadOnlyList<>))
            return ListOf(type.GetGenericArguments()[0], name, requiredOnly);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return DictionaryOf(type.GetGenericArguments()[1], name, requiredOnly);
        if (type.Namespace?.StartsWith(nameof(CredFunctions), StringComparison.Ordinal) is true)
            return RecordOf(type, requiredOnly);
        throw new NotSupportedException($"Nobody knows a value of {type}.");
    }

    private object ListOf(Type element, string name, bool requiredOnly)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        list.Add(ValueOf(element, name, requiredOnly));
        list.Add(ValueOf(element, name, requiredOnly));
        return list;
    }

    private object DictionaryOf(Type value, string name, bool requiredOnly)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        dictionary.Add($"{name} a", ValueOf(value, name, requiredOnly));
        dictionary.Add($"{name} b", ValueOf(value, name, requiredOnly));
        return dictionary;
    }

    private object RecordOf(Type type, bool requiredOnly)
    {
        // The one that makes a copy does not count.
        var constructor = type.GetConstructors().Where(each => each.GetParameters() is not [{ ParameterType: var only }] || only != type)
            .OrderByDescending(each => each.GetParameters().Length).FirstOrDefault();
        var record = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => ValueOf(parameter.ParameterType, parameter.Name!, requiredOnly))]);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null))
        {
            if (!requiredOnly || property.IsDefined(typeof(RequiredMemberAttribute)))
                property.SetValue(record, ValueOf(property.PropertyType, property.Name, requiredOnly));
        }

        return record;
    }
}
