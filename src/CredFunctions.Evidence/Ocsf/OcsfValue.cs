namespace CredFunctions.Evidence.Ocsf;

/// <summary>A value of an enumeration: its number and what the schema calls it.</summary>
internal readonly record struct OcsfValue(int Id, string Caption);
